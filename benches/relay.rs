//! What `gv relay` costs against the same transfers past it, on loopback.
//!
//! ```text
//! cargo bench --bench relay
//! cargo bench --profile dev --bench relay -- --quick
//! ```
//! `--quick` moves little data, for a look at a debug build. `GV_BENCH_GV` names another gv. What needs `/proc` is measured
//! on Linux only.

#![expect(clippy::print_stdout, reason = "figures are what this is for")]
#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made has to stop")]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// The least share of the bare throughput.
const THROUGHPUT: f64 = 0.8;
/// The most that a CONNECT may add, in milliseconds.
const LATENCY: f64 = 1.0;
/// The most memory with open tunnels, in MiB.
const MEMORY: f64 = 20.0;
/// Tunnels that are open while memory and idle CPU are measured.
const OPEN: usize = 200;
/// Clients that never finish their request.
const SLOW: usize = 200;

fn main() {
    let is_quick = env::args().any(|word| word == "--quick");
    let sizes = if is_quick { Sizes::QUICK } else { Sizes::WHOLE };
    let stage = Stage::new();
    for tunnels in [1, 32] {
        stage.report_throughput(&sizes, tunnels);
    }
    stage.report_latency(sizes.connects);
    stage.report_tunnels(sizes.idle);
    stage.report_descriptors(sizes.tunnels);
    stage.report_slow_clients();
}

struct Sizes {
    bytes: usize,
    rounds: usize,
    connects: usize,
    tunnels: usize,
    idle: Duration,
}

impl Sizes {
    const WHOLE: Self =
        Self { bytes: 64 << 20, rounds: 9, connects: 1000, tunnels: 2000, idle: Duration::from_secs(20) };
    const QUICK: Self =
        Self { bytes: 16 << 20, rounds: 3, connects: 200, tunnels: 400, idle: Duration::from_secs(3) };
}

struct Stage {
    _home: tempfile::TempDir,
    relay: Child,
    target: SocketAddr,
    here: SocketAddr,
    login: String,
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = (self.relay.kill(), self.relay.wait());
    }
}

impl Stage {
    fn new() -> Self {
        let home = tempfile::Builder::new().prefix("gv-bench-").tempdir().unwrap();
        let rule = "[[relay.rule]]\nhosts = '127.0.0.1'\nvia = ['direct']\n";
        fs::write(home.path().join("config.toml"), rule).unwrap();
        let gv = env::var_os("GV_BENCH_GV").unwrap_or_else(|| env!("CARGO_BIN_EXE_gv").into());
        let mut command = Command::new(gv);
        // As `gv relay on` starts it.
        command.args(["relay", "run", "--background", "--port", "0"]).env("GV_HOME", home.path());
        for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"] {
            command.env_remove(name);
        }
        let relay = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let session = home.path().join("state/relay/session.json");
        let session: serde_json::Value = loop {
            match fs::read(&session).ok().and_then(|text| serde_json::from_slice(&text).ok()) {
                Some(session) => break session,
                None => thread::sleep(Duration::from_millis(5)),
            }
        };
        let login = BASE64_STANDARD.encode(format!("gv:{}", session["secret"].as_str().unwrap()));
        let here = format!("127.0.0.1:{}", session["port"]).parse().unwrap();
        Self { _home: home, relay, target: target(), here, login }
    }

    /// A connection to the target, directly or through the relay.
    fn connect(&self, through: bool) -> TcpStream {
        let stream = TcpStream::connect(if through { self.here } else { self.target }).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
        if through { self.ask(stream) } else { stream }
    }

    fn ask(&self, mut stream: TcpStream) -> TcpStream {
        let Self { target, login, .. } = self;
        let request = format!(
            "CONNECT {target} HTTP/1.1\r\nHost: {target}\r\nProxy-Authorization: Basic {login}\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).unwrap();
            head.push(byte[0]);
        }
        assert!(head.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&head));
        stream
    }

    /// How long it takes to fetch so many bytes over so many connections.
    fn fetch(&self, bytes: usize, tunnels: usize, through: bool) -> Duration {
        let streams: Vec<TcpStream> = (0..tunnels).map(|_| self.connect(through)).collect();
        let begun = Instant::now();
        thread::scope(|scope| {
            for mut stream in streams {
                scope.spawn(move || fetch(&mut stream, bytes / tunnels));
            }
        });
        begun.elapsed()
    }

    fn report_throughput(&self, sizes: &Sizes, tunnels: usize) {
        let mut times = [const { Vec::new() }; 2];
        let own = self.ticks();
        // They take turns, and the first turn does not count.
        for round in 0..=sizes.rounds {
            for (through, times) in [false, true].into_iter().zip(&mut times) {
                let time = self.fetch(sizes.bytes, tunnels, through);
                if round > 0 {
                    times.push(time);
                }
            }
        }
        let [past, through] = times.map(median);
        #[expect(clippy::cast_precision_loss, reason = "a figure to read")]
        let rate = |millis: f64| sizes.bytes as f64 / 1000.0 / millis;
        println!("{} MiB over {tunnels} connections", sizes.bytes >> 20);
        println!("  past it {:.0} MB/s, through it {:.0} MB/s", rate(past), rate(through));
        println!("  ratio {:.2} (at least {THROUGHPUT})", past / through);
        // Other programs of a busy machine change the rates, and not this.
        if let Some((before, after)) = own.zip(self.ticks()) {
            println!(
                "  the relay's own time: {} ms for all {} rounds",
                (after - before) * 10,
                sizes.rounds + 1
            );
        }
    }

    fn report_latency(&self, connects: usize) {
        let mut times = [const { Vec::new() }; 2];
        for _ in 0..connects {
            for (through, times) in [false, true].into_iter().zip(&mut times) {
                let begun = Instant::now();
                fetch(&mut self.connect(through), 1);
                times.push(begun.elapsed());
            }
        }
        let [past, through] = times.map(median);
        println!("a connection and its first byte, {connects} times");
        println!("  past it {past:.2} ms, through it +{:.2} ms (at most {LATENCY})", through - past);
    }

    fn report_tunnels(&self, idle: Duration) {
        let before = self.resident();
        let tunnels: Vec<TcpStream> = (0..OPEN)
            .map(|_| {
                let mut stream = self.connect(true);
                fetch(&mut stream, 200_000);
                stream
            })
            .collect();
        println!("{OPEN} open tunnels");
        match before.zip(self.resident()) {
            Some((before, memory)) => {
                println!("  {memory:.1} MiB of memory (at most {MEMORY}), {before:.1} MiB before");
            }
            None => println!("  memory: not measured"),
        }
        let before = self.ticks();
        thread::sleep(idle);
        match (before, self.ticks()) {
            (Some(before), Some(after)) => {
                println!(
                    "  {} ticks of 10 ms in {} s without a byte (at most 1)",
                    after - before,
                    idle.as_secs()
                );
            }
            _ => println!("  idle CPU: not measured"),
        }
        drop(tunnels);
    }

    fn report_descriptors(&self, tunnels: usize) {
        fetch(&mut self.connect(true), 1);
        self.settle();
        let before = self.descriptors();
        for number in 0..tunnels {
            let mut stream = self.connect(true);
            if number % 2 == 0 {
                fetch(&mut stream, 1);
            }
        }
        self.settle();
        println!("{tunnels} tunnels opened and closed");
        match (before, self.descriptors()) {
            (Some(before), Some(after)) => println!("  descriptors: {before} before, {after} after"),
            _ => println!("  descriptors: not measured"),
        }
    }

    fn report_slow_clients(&self) {
        let mut clients: Vec<TcpStream> = (0..SLOW).map(|_| TcpStream::connect(self.here).unwrap()).collect();
        let mut times = Vec::new();
        for byte in b"CONNECT go.dev:443" {
            for client in &mut clients {
                let _ = client.write_all(&[*byte]);
            }
            let begun = Instant::now();
            fetch(&mut self.connect(true), 1);
            times.push(begun.elapsed());
        }
        println!("{SLOW} clients that drip, and one more");
        println!("  it is served in {:.2} ms", median(times));
    }

    /// Waits until what was closed is closed there too.
    fn settle(&self) {
        let mut last = None;
        for _ in 0..50 {
            thread::sleep(Duration::from_millis(100));
            let now = self.descriptors();
            if now == last {
                return;
            }
            last = now;
        }
    }

    fn proc(&self, name: &str) -> Option<String> {
        fs::read_to_string(format!("/proc/{}/{name}", self.relay.id())).ok()
    }

    /// In MiB.
    fn resident(&self) -> Option<f64> {
        let status = self.proc("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1024.0)
    }

    /// CPU time, user and system.
    fn ticks(&self) -> Option<u64> {
        let stat = self.proc("stat")?;
        let mut words = stat.rsplit_once(") ")?.1.split(' ').skip(11);
        Some(words.next()?.parse::<u64>().ok()? + words.next()?.parse::<u64>().ok()?)
    }

    fn descriptors(&self) -> Option<usize> {
        Some(fs::read_dir(format!("/proc/{}/fd", self.relay.id())).ok()?.count())
    }
}

/// Asks the target for so many bytes, and reads them.
fn fetch(stream: &mut TcpStream, bytes: usize) {
    stream.write_all(&(bytes as u64).to_be_bytes()).unwrap();
    let (mut left, mut buffer) = (bytes, vec![0; 256 << 10]);
    while left > 0 {
        let read = stream.read(&mut buffer).unwrap();
        assert!(read > 0, "{left} of {bytes} bytes did not arrive");
        left -= read;
    }
}

/// A server that answers a number with so many bytes.
fn target() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || {
                let (mut stream, block, mut number) = (stream, vec![7; 256 << 10], [0; 8]);
                let _ = stream.set_nodelay(true);
                while stream.read_exact(&mut number).is_ok() {
                    let mut left = usize::try_from(u64::from_be_bytes(number)).unwrap();
                    while left > 0 {
                        let part = left.min(block.len());
                        if stream.write_all(&block[..part]).is_err() {
                            return;
                        }
                        left -= part;
                    }
                }
            });
        }
    });
    address
}

/// In milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
