/* Stands between a program and the system, and lets writing to a library fail: a full disk, a broken one, one that was
 * made read-only. FAULT_ERRNO says how, FAULT_AFTER after how many writes it begins, FAULT_FOR how many it lasts. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long seen;

static int is_library(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return strstr(path, ".sqlite") != NULL;
}

static int fails(int fd) {
    const char *how = getenv("FAULT_ERRNO");
    if (!how || !is_library(fd)) return 0;
    long now = __sync_fetch_and_add(&seen, 1);
    long after = atol(getenv("FAULT_AFTER") ? getenv("FAULT_AFTER") : "0");
    long lasts = atol(getenv("FAULT_FOR") ? getenv("FAULT_FOR") : "1000000000");
    if (now < after || now >= after + lasts) return 0;
    errno = atoi(how);
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *from, size_t size) { return fails(fd) ? -1 : REAL(write)(fd, from, size); }
ssize_t pwrite(int fd, const void *from, size_t size, off_t at) { return fails(fd) ? -1 : REAL(pwrite)(fd, from, size, at); }
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) { return fails(fd) ? -1 : REAL(pwrite64)(fd, from, size, at); }
int fsync(int fd) { return fails(fd) ? -1 : REAL(fsync)(fd); }
int fdatasync(int fd) { return fails(fd) ? -1 : REAL(fdatasync)(fd); }
int ftruncate(int fd, off_t size) { return fails(fd) ? -1 : REAL(ftruncate)(fd, size); }
int ftruncate64(int fd, off64_t size) { return fails(fd) ? -1 : REAL(ftruncate64)(fd, size); }
