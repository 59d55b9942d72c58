//! The server, in a separate process, so that its allocations are not counted.

use bytes::Bytes;
use http::Response;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Returns a response with ten instances of a task, like a page of a console.
///
/// The environment variable `INSTANCES` sets another number.
pub fn body() -> Bytes {
    let count: usize =
        std::env::var("INSTANCES").ok().and_then(|count| count.parse().ok()).unwrap_or(10);
    let instance = |index: usize| {
        format!(
            "{{\"TaskInstanceIndex\":{index},\"TaskInstanceState\":\"RUNNING\",\"ExitCode\":0,\"S\
                tateReason\":\"\",\"ComputeNodeInstanceId\":\"ins-0000000{index}\",\"CreateTime\":\
                \"2019-10-11T04:00:00Z\",\"LaunchTime\":\"2019-10-11T04:01:00Z\",\"RunningTime\":\
                \"2019-10-11T04:02:00Z\",\"EndTime\":null,\"RedirectInfo\":{{\"StdoutRedirectPath\
                \":\"\",\"StderrRedirectPath\":\"\"}},\"StateDetailedReason\":\"\"}}"
        )
    };
    let instances: Vec<_> = (0..count).map(instance).collect();
    format!(
        "{{\"Response\":{{\"JobId\":\"job-00000000\",\"TaskName\":\"A\",\"TaskState\":\"RUNNING\"\
            ,\"CreateTime\":\"2019-10-11T04:00:00Z\",\"EndTime\":null,\"TaskInstanceTotalCount\":1\
            0,\"TaskInstanceSet\":[{}],\"TaskInstanceMetrics\":{{\"SubmittedCount\":0,\"PendingCou\
            nt\":0,\"RunnableCount\":0,\"StartingCount\":0,\"RunningCount\":10,\"SucceedCount\":0,\
            \"FailedInterruptedCount\":0,\"FailedCount\":0}},\"RequestId\":\"00000000-0000-0000-00\
            00-000000000000\"}}}}",
        instances.join(",")
    )
    .into()
}

/// Serves until its standard input ends.
pub fn serve() {
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_line(&mut String::new());
        std::process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("http://{}", listener.local_addr().unwrap());
        let body = body();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            let body = body.clone();
            let respond = move |request: http::Request<Incoming>| {
                let body = body.clone();
                async move {
                    let _ = request.into_body().collect().await;
                    let response = Response::builder().header("content-type", "application/json");
                    Ok::<_, Infallible>(response.body(Full::new(body)).unwrap())
                }
            };
            let stream = TokioIo::new(stream);
            tokio::spawn(
                hyper::server::conn::http1::Builder::new()
                    .serve_connection(stream, service_fn(respond)),
            );
        }
    });
}

/// The server's process, which ends when this value is dropped.
pub struct Child {
    pub url: String,
    process: std::process::Child,
}

impl Child {
    pub fn start() -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        let mut process =
            command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { url: url.trim().to_owned(), process }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}
