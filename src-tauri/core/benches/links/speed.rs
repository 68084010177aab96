//! Links a second and processor time a link, of all contenders in turn, three times over.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use super::PART;
use super::contenders::AT_ONCE;

/// How often each contender runs; the run in the middle counts.
const TIMES: usize = 3;
/// Wait of the server in milliseconds, and links.
const ROUNDS: [(u32, usize); 2] = [(0, 10_000), (50, 2_000)];

const CONTENDERS: [&str; 5] = [
    "Postil, one question a link",
    "Postil, fifty links a question (GitHub with a token)",
    "lychee",
    "bare loop of requests",
    "the server's ceiling (sockets, no HTTP)",
];

/// One run of one contender.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    processor: Duration,
}

/// The server, ended with the bench.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn table(lychee: &str) -> String {
    let server = server();
    let mut table = String::from(
        "| answers after | contender | links/s | CPU µs a link | links/s beside lychee | CPU a link beside lychee |\n\
         |---|---|---:|---:|---:|---:|\n",
    );
    for (wait, count) in ROUNDS {
        let base = format!("http://{}/{wait}", server.address);
        let mut runs = vec![Vec::new(); CONTENDERS.len()];
        for _ in 0..TIMES {
            for (contender, runs) in runs.iter_mut().enumerate() {
                runs.push(once(contender, &base, count, lychee));
            }
        }
        let middle: Vec<(f64, f64)> = runs.iter_mut().map(|runs| middle(runs, count)).collect();
        let beside = middle[2];
        for (name, (speed, cost)) in CONTENDERS.iter().zip(&middle) {
            let line = format!(
                "| {wait} ms | {name} | {speed:.0} | {cost:.0} | {:.2}× | {:.2}× |",
                speed / beside.0,
                cost / beside.1
            );
            println!("{line}");
            let _ = writeln!(table, "{line}");
        }
    }
    table
}

fn middle(runs: &mut [Cost], count: usize) -> (f64, f64) {
    let count = count as f64;
    let half = runs.len() / 2;
    runs.sort_by_key(|run| run.wall);
    let speed = count / runs[half].wall.as_secs_f64();
    runs.sort_by_key(|run| run.processor);
    (speed, runs[half].processor.as_secs_f64() * 1e6 / count)
}

fn once(contender: usize, base: &str, count: usize, lychee: &str) -> Cost {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let number = count.to_string();
    let host = if contender == 1 { "github.com" } else { "gitlab.com" };
    match contender {
        0 | 1 => {
            // Filling the library is no part of checking it.
            let mut fill = part("library");
            fill.arg(folder.path()).args([host, &number]);
            timed(fill);
            let mut run = part("postil");
            run.arg(folder.path()).args([base, &number]);
            timed(run)
        }
        2 => timed(lychee_on(lychee, &list(folder.path(), base, count))),
        _ => {
            let mut run = part(if contender == 3 { "bare" } else { "wire" });
            run.args([base, &number]);
            timed(run)
        }
    }
}

fn list(folder: &Path, base: &str, count: usize) -> std::path::PathBuf {
    let mut text = String::new();
    for n in 0..count {
        let _ = writeln!(text, "- <{base}/group{n}/code{n}>");
    }
    let path = folder.join("links.md");
    std::fs::write(&path, text).expect("written");
    path
}

/// The same concurrency, and none of the pace that it keeps to for the sake of hosts.
fn lychee_on(lychee: &str, list: &Path) -> Command {
    let at_once = AT_ONCE.to_string();
    let mut run = Command::new(lychee);
    run.args(["--max-concurrency", &at_once, "--host-concurrency", &at_once, "--host-request-interval", "0ms"])
        .args(["--no-progress", "--quiet", "--include", "^http://127"])
        .arg(list);
    run
}

/// This program again, as another part of the bench.
fn part(name: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.env(PART, name);
    command
}

fn server() -> Server {
    let mut child = part("server").stdout(Stdio::piped()).spawn().expect("the server starts");
    let mut address = String::new();
    let out = child.stdout.take().expect("its output");
    BufReader::new(out).read_line(&mut address).expect("its address");
    Server { child, address: address.trim().to_owned() }
}

/// Runs a command to its end. The system adds its processor time to that of the children waited for.
fn timed(mut command: Command) -> Cost {
    let (before, start) = (of_children(), Instant::now());
    let output = command.output().expect("it starts");
    let wall = start.elapsed();
    assert!(
        output.status.success(),
        "{command:?} failed: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Cost { wall, processor: of_children() - before }
}

fn of_children() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Duration::from_micros(micros.unsigned_abs())
}
