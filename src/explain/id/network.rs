//! Faults of the network and of what answers there. The names are the verdicts of `gv doctor net`; `docs/explain.md` lists
//! those that it does not have.

super::families! {
    /// Names to addresses.
    Dns {
        /// The name does not exist, says DNS.
        NoSuchName = "dns_nxdomain",
        /// SERVFAIL, which `go` tells like REFUSED.
        ServerFailed = "dns_servfail",
        /// REFUSED.
        Refused = "dns_refused",
        /// No answer.
        Timeout = "dns_timeout",
        /// Nobody listens where the resolver should be.
        ResolverDown = "dns_resolver_down",
        /// The name exists and has no address.
        NoAddress = "dns_no_address",
        /// The system says to try again.
        Temporary = "dns_temporary",
        /// An answer that is no DNS.
        Malformed = "dns_malformed",
        /// An answer that no public name has: 0.0.0.0, loopback.
        Bogon = "dns_bogon",
        /// Forged.
        Poisoned = "dns_poisoned",
        /// Forged on the way, the true answer coming second.
        Injected = "dns_injected",
        /// Kept from being answered.
        Blocked = "dns_blocked",
        /// A line of the hosts file.
        HostsOverride = "hosts_override",
    }
    /// Connections.
    Tcp {
        /// Nobody listens.
        Refused = "tcp_refused",
        /// No answer.
        Timeout = "tcp_timeout",
        /// Cut off.
        Reset = "tcp_reset",
        /// No way there.
        Unreachable = "tcp_unreachable",
        /// No way out at all.
        Offline = "offline",
        /// IPv6 leads nowhere.
        Ipv6 = "ipv6_broken",
        /// A firewall or a sandbox of this machine.
        Forbidden = "tcp_forbidden",
        /// Every address is blocked.
        IpBlocked = "ip_blocked",
        /// A local proxy that answers DNS with addresses of its own is not passing them on.
        FakeIp = "proxy_tun_broken",
        /// No local port is left.
        NoPorts = "tcp_no_ports",
    }
    /// Certificates and encryption.
    Tls {
        /// Cut off after the first message.
        Reset = "tls_reset",
        /// By the name of the host in it.
        SniBlocked = "sni_blocked",
        /// No answer to the first message.
        Stall = "tls_stall",
        /// No TLS there.
        NotTls = "tls_not_tls",
        /// Nobody trusted vouches for the certificate.
        Untrusted = "cert_untrusted",
        /// The server vouches for itself.
        SelfSigned = "cert_self_signed",
        /// A company, or a program of this machine, looks into every connection.
        Inspection = "tls_inspection",
        /// The server leaves out a part of its chain.
        Incomplete = "cert_missing_intermediate",
        /// This machine has no certificates to trust.
        NoRoots = "no_roots",
        /// Its time is over.
        Expired = "cert_expired",
        /// Its time has not come.
        NotYet = "cert_not_yet",
        /// This machine's clock is wrong.
        Clock = "clock",
        /// It is for another host.
        Name = "cert_name",
        /// One that Go refuses for its form.
        Form = "cert_form",
        /// Too old a version of TLS.
        Version = "tls_version",
        /// The other side ended the handshake.
        Alert = "tls_failed",
        /// It wants a certificate from us.
        ClientCertificate = "tls_client_cert",
        /// Bytes were changed on the way.
        Corrupted = "tls_corrupted",
    }
    /// The network proxy.
    Proxy {
        /// Nobody listens there.
        Down = "proxy_down",
        /// It does not answer.
        Timeout = "proxy_timeout",
        /// Its name is not found.
        Name = "proxy_dns",
        /// It wants a user and a password.
        Auth = "proxy_auth",
        /// It forbids the host.
        Denied = "proxy_denied",
        /// It cannot get out itself.
        Upstream = "proxy_upstream",
        /// TLS is spoken to a proxy without TLS.
        Scheme = "proxy_scheme",
        /// Its certificate does not hold.
        Certificate = "proxy_unproven",
        /// It cuts connections off.
        Reset = "proxy_reset",
        /// What answers there is no such proxy.
        NotProxy = "proxy_not_proxy",
        /// It fails, or refuses, as a SOCKS proxy.
        Socks = "proxy_socks",
        /// It is set where `go` does not look.
        NotAdopted = "proxy_not_adopted",
    }
    /// Requests and answers.
    Http {
        /// A page for people in place of data.
        Captive = "captive_portal",
        /// Redirects without end.
        RedirectLoop = "redirect_loop",
        /// A redirect from https to http.
        Downgrade = "downgrade",
        /// The connection ended before the answer.
        Cut = "http_closed",
        /// HTTP/2 that breaks.
        Http2 = "http2_broken",
        /// No answer in time.
        Timeout = "http_timeout",
        /// What came is no HTTP.
        Garbage = "http_garbage",
    }
    /// What a module proxy answers.
    Goproxy {
        /// 404 or 410.
        NotFound = "not_found",
        /// 401.
        Http401 = "mirror_http_401",
        /// 403.
        Http403 = "mirror_http_403",
        /// 418.
        Http418 = "mirror_http_418",
        /// 429.
        Http429 = "mirror_http_429",
        /// 500.
        Http500 = "mirror_http_500",
        /// 502.
        Http502 = "mirror_http_502",
        /// 503.
        Http503 = "mirror_http_503",
        /// 504.
        Http504 = "mirror_http_504",
        /// Any other code.
        HttpOther = "mirror_http",
        /// Less than there should be.
        Truncated = "truncated",
        /// No zip file.
        BadZip = "bad_zip",
        /// Nothing comes any more.
        Stalled = "stalled",
        /// An answer against the protocol.
        Nonconforming = "nonconforming",
        /// GOPROXY=off.
        Off = "goproxy_off",
        /// More than `go` takes.
        TooLarge = "module_too_large",
    }
    /// The checksum database, and go.sum.
    Sumdb {
        /// It cannot be reached.
        Unreachable = "sumdb_unreachable",
        /// The proxy fails where it should say whether it passes questions on.
        ProxyBroken = "sumdb_proxy_broken",
        /// An answer that is none.
        Nonconforming = "sumdb_nonconforming",
        /// It answers with an error.
        Http = "sumdb_http",
        /// It does not know a module that is private.
        Private = "sumdb_private",
        /// Its signature or its log does not hold.
        Forged = "sumdb_forged",
        /// Other bytes than were recorded.
        Mismatch = "checksum_mismatch",
        /// go.sum lacks a line.
        GoSumMissing = "gosum_missing",
        /// go.sum cannot be read.
        GoSumMalformed = "gosum_malformed",
    }
}
