//! The values of a deployment as they are typed.

use crate::commands::args::{arguments, help};
use crate::deploy::{Kind, Settings, Storage};

arguments! {
    /// What all kinds of deployment take.
    pub struct Common {
        #[arg(long, value_name = "NAME")]
        host: String = ["The name that clients use; the certificate is for it", "客户端使用的域名，证书须适用于该域名"],
        #[arg(long, value_name = "PORT", default_value = "443", hide_default_value = true)]
        port: u16 = ["The port that clients use (443)", "客户端使用的端口（默认 443）"],
        #[arg(long, value_name = "URL", default_value = "https://proxy.golang.org", hide_default_value = true)]
        upstream: String = ["The module proxy to fetch from (https://proxy.golang.org)", "上游模块代理（默认 https://proxy.golang.org）"],
        #[arg(long, value_name = "NAME", default_value = "sum.golang.org", hide_default_value = true)]
        gosumdb: String = ["The checksum database (sum.golang.org)", "校验和数据库（默认 sum.golang.org）"],
        #[arg(long, value_name = "PATTERN,...")]
        private: Option<String> = ["Private modules, as GOPRIVATE has them", "私有模块，写法同 GOPRIVATE"],
        #[arg(long, value_name = "N", default_value = "1", hide_default_value = true, value_parser = clap::value_parser!(u16).range(1..=32))]
        replicas: u16 = ["Number of Athens instances (1)", "Athens 的数量（默认 1）"],
        #[arg(long, value_name = "NAME")]
        s3_bucket: Option<String> = ["Store modules in this bucket instead of on a disk", "将模块存入此存储桶，而不是磁盘"],
        #[arg(long, value_name = "NAME", default_value = "us-east-1", hide_default_value = true)]
        s3_region: String = ["Its region (us-east-1)", "存储桶所在区域（默认 us-east-1）"],
        #[arg(long, value_name = "URL", requires = "s3_bucket")]
        s3_endpoint: Option<String> = ["The address of an object store that is not Amazon's", "非 Amazon 对象存储的地址"],
        #[arg(long, value_name = "REF")]
        secrets: Option<String> = [
            "Where the keys of the object store are: an env file, or the secret's name for Kubernetes",
            "对象存储密钥所在处：环境变量文件；Kubernetes 中为 secret 名称"
        ],
        #[arg(long, value_name = "URL,...")]
        etcd: Option<String> = ["Let etcd coordinate the Athens instances, in addition to nginx", "除 nginx 外，由 etcd 协调各 Athens"],
        #[arg(long, value_name = "REF")]
        tls_cert: Option<String> = [
            "The certificate chain: a file, or the secret's name for Kubernetes",
            "证书链：文件；Kubernetes 中为 secret 名称"
        ],
        #[arg(long, value_name = "REF")]
        tls_key: Option<String> = ["The certificate's key", "证书的私钥"],
        #[arg(long, value_name = "REF")]
        ca: Option<String> = [
            "Your company's root certificates together with the public ones, for connections to the upstream",
            "访问上游时信任的根证书（须同时含贵公司与公共的根证书）"
        ],
        #[arg(long, value_name = "REF")]
        netrc: Option<String> = ["A netrc file for private modules", "用于私有模块的 netrc 文件"],
        #[arg(long, value_name = "GB", default_value = "20", hide_default_value = true)]
        cache: u32 = ["How large nginx's cache may get (20)", "nginx 缓存的上限（默认 20）"],
        #[arg(long, value_name = "GB", default_value = "100", hide_default_value = true)]
        store: u32 = ["How large the disk for modules is, for Kubernetes (100)", "存放模块的磁盘大小，用于 Kubernetes（默认 100）"],
        #[arg(long, value_name = "NAME", default_value = "goproxy", hide_default_value = true)]
        namespace: String = ["The namespace, for Kubernetes (goproxy)", "命名空间，用于 Kubernetes（默认 goproxy）"],
        #[arg(long, value_name = "IMAGE", default_value = "docker.io/gomods/athens:v0.18.0", hide_default_value = true)]
        athens_image: String = ["The image of Athens", "Athens 镜像"],
        #[arg(long, value_name = "IMAGE", default_value = "docker.io/library/nginx:1.28", hide_default_value = true)]
        nginx_image: String = ["The image of nginx", "nginx 镜像"],
        #[arg(long, value_name = "FILE", default_value = "/usr/local/bin/athens", hide_default_value = true)]
        athens_binary: String = ["The program Athens, for systemd", "Athens 程序，用于 systemd"],
        #[arg(long, value_name = "FILE", default_value = "/usr/sbin/nginx", hide_default_value = true)]
        nginx_binary: String = ["The program nginx, for systemd", "nginx 程序，用于 systemd"],
        #[arg(long, value_name = "FILE", default_value = "/usr/local/go/bin/go", hide_default_value = true)]
        go_binary: String = ["The program go that Athens runs, for systemd", "Athens 调用的 go 程序，用于 systemd"],
        #[arg(long, short = 'n')]
        pub dry_run: bool = (help::dry_run),
        #[arg(long, short)]
        pub yes: bool = (help::yes),
    }
}

impl Common {
    /// The settings of a deployment of a kind.
    pub fn settings(&self, kind: Kind) -> Settings {
        let (tls_certificate, tls_key, secrets) = match kind {
            Kind::Compose => ("./tls/tls.crt", "./tls/tls.key", "./s3.env"),
            Kind::Systemd => ("/etc/goproxy/tls.crt", "/etc/goproxy/tls.key", "/etc/goproxy/s3.env"),
            Kind::Kubernetes => ("goproxy-tls", "goproxy-tls", "athens-s3"),
        };
        let or = |value: &Option<String>, other: &str| value.clone().unwrap_or_else(|| other.to_owned());
        let storage = match &self.s3_bucket {
            Some(bucket) => Storage::S3 {
                bucket: bucket.clone(),
                region: self.s3_region.clone(),
                endpoint: self.s3_endpoint.clone(),
            },
            None => Storage::Disk,
        };
        Settings {
            kind,
            host: self.host.clone(),
            port: self.port,
            upstream: self.upstream.clone(),
            gosumdb: self.gosumdb.clone(),
            private: self.private.clone(),
            replicas: self.replicas,
            storage,
            etcd: self.etcd.clone(),
            tls_certificate: or(&self.tls_cert, tls_certificate),
            tls_key: or(&self.tls_key, tls_key),
            ca: self.ca.clone(),
            netrc: self.netrc.clone(),
            secrets: or(&self.secrets, secrets),
            cache: self.cache,
            store: self.store,
            namespace: self.namespace.clone(),
            athens_image: self.athens_image.clone(),
            nginx_image: self.nginx_image.clone(),
            athens_binary: self.athens_binary.clone(),
            nginx_binary: self.nginx_binary.clone(),
            go_binary: self.go_binary.clone(),
        }
    }

    /// The address of the proxy.
    pub fn address(&self) -> String {
        let host = &self.host;
        if self.port == 443 { format!("https://{host}") } else { format!("https://{host}:{}", self.port) }
    }
}
