# The commands a newcomer needs. What they do is in .make/, one small script each.
.POSIX:
.PHONY: help run dev demo test bench bench-links bench-formats bench-cite bench-scale bench-window fuzz torture package fmt clean

help:
	@echo 'make run       install what is lacking, build, open the window   (ARGS="--library DIR")'
	@echo 'make demo      the same on a throw-away library with stand-in services, offline'
	@echo 'make test      format, lints, types, licences and every test'
	@echo 'make package   the installers of this system: .deb and .rpm on Linux'
	@echo 'make bench     time the store on large libraries'
	@echo 'make bench-links   check links beside lychee; writes tests/BENCHMARKS.md'
	@echo 'make bench-formats   read BibTeX beside other readers; writes tests/FORMATS.md'
	@echo 'make bench-cite   write references beside citeproc-js; writes tests/CITING.md'
	@echo 'make bench-scale   time libraries of up to 100,000 papers, or more; writes tests/SCALE.md   (ARGS=1000000)'
	@echo 'make bench-window  time the real window on them: starting, memory, scrolling; writes tests/WINDOW.md'
	@echo 'make fuzz      feed the readers of links, pages, notes and references with anything   (ARGS=seconds)'
	@echo 'make torture   kill, damage and crowd libraries, a thousand times over'
	@echo 'make dev       run, but built for debugging: quick to rebuild'
	@echo 'make fmt       format the Rust sources'
	@echo 'make clean     remove what was built and fetched'

run:
	@sh .make/run.sh release $(ARGS)

dev:
	@sh .make/run.sh debug $(ARGS)

demo:
	@sh .make/demo.sh $(ARGS)

test:
	@sh .make/test.sh

bench:
	@sh .make/system.sh terminal
	cargo bench --locked --package postil-core --bench library -- $(ARGS)

bench-links:
	@sh .make/bench-links.sh

bench-formats:
	@sh .make/bench-formats.sh

bench-cite:
	@sh .make/bench-cite.sh

bench-scale:
	@sh .make/bench-scale.sh $(ARGS)

bench-window:
	@sh .make/bench-window.sh $(ARGS)

fuzz:
	@sh .make/fuzz.sh $(ARGS)

torture:
	@sh .make/torture.sh

package:
	@sh .make/package.sh $(ARGS)

fmt:
	cargo fmt --all

clean:
	cargo clean
	rm -rf node_modules ui/vendor src-tauri/gen tests/out
