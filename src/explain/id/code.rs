//! The user's own code.

crate::fault::catalogue! {
    /// The user's own code.
    Code {
        /// It does not compile.
        Compile = "compile_error" {
            summary: ["the code does not compile", "代码无法编译"],
            meaning: [
                "The compiler (or go vet) rejects the code; the message says where and why.",
                "编译器（或 go vet）不接受代码中的某处；原文指出了位置和原因。",
            ],
            fix: [
                "Correct the first error; the others often follow from it. If it is in the module cache (pkg/mod), use another version of that module: go get MODULE@latest.",
                "请先改正第一处，其余的往往由它引起。如果位于模块缓存（pkg/mod）中，请使用该模块的其他版本：go get 模块@latest。",
            ],
            rules_out: [
                "Downloads are done.",
                "下载已完成。",
            ],
        }
        /// A test fails.
        Test = "test_failed" {
            summary: ["a test fails", "测试未通过"],
            meaning: [
                "The program was built and run; the test reports unexpected behaviour. Output about networks or files comes from the test itself.",
                "程序已构建并运行；测试表明其行为不符合预期。测试中关于网络或文件的输出属于测试自身。",
            ],
            fix: ["Run that test alone: go test -run NAME -v.", "请单独运行该测试：go test -run 名称 -v。"],
            rules_out: ["Downloads are done and the toolchain works.", "下载已完成，工具链正常。"],
        }
        /// A test takes too long.
        TestTimeout = "test_timeout" {
            summary: ["a test took too long and was stopped", "测试超时而被终止"],
            meaning: [
                "go test has a default time limit of ten minutes; the goroutines below show where it stopped.",
                "go test 默认最多十分钟；其后的 goroutine 列出了停在何处。",
            ],
            fix: [
                "Look for the goroutine that waits, or extend the limit: -timeout 30m.",
                "请在 goroutine 中查找在等待什么，或延长时限：-timeout 30m。",
            ],
            rules_out: ["Downloads are done and the toolchain works.", "下载已完成，工具链正常。"],
        }
        /// It panics.
        Panic = "panic" {
            summary: ["the program stopped with a panic", "程序因 panic 而终止"],
            meaning: [
                "The program was built and ran, and reached a state that it does not handle; the following lines show where.",
                "程序已构建并运行，遇到了未处理的状态；其后的各行指出了位置。",
            ],
            fix: ["Read the first place in your own code below goroutine.", "请查看 goroutine 之下属于自己代码的第一处。"],
            rules_out: ["Downloads are done and the toolchain works.", "下载已完成，工具链正常。"],
        }
        /// A race.
        Race = "data_race" {
            summary: ["two goroutines use the same memory at once", "两个 goroutine 同时访问同一内存"],
            meaning: [
                "The race detector saw a read and a write, or two writes, without order between them.",
                "竞态检测器发现读与写（或两次写）之间没有先后保证。",
            ],
            fix: ["Guard it by a mutex or a channel at the two places that are named.", "请在所指的两处用互斥锁或通道加以保护。"],
            rules_out: ["Downloads are done and the toolchain works.", "下载已完成，工具链正常。"],
        }
        /// Everything waits.
        Deadlock = "deadlock" {
            summary: ["all goroutines of the program are blocked", "程序中的所有 goroutine 都在互相等待"],
            meaning: [
                "No goroutine can continue: a channel has no sender, or a lock is never released.",
                "没有 goroutine 能继续：通道无人发送，或锁从未释放。",
            ],
            fix: ["The goroutines below show what each waits for.", "其后的 goroutine 列出了各自在等待什么。"],
            rules_out: ["Downloads are done and the toolchain works.", "下载已完成，工具链正常。"],
        }
        /// A test program that ended without a word.
        Exit = "test_exit" {
            summary: [
                "a test program failed without naming a test",
                "测试程序失败，但没有指出是哪个测试",
            ],
            meaning: [
                "The test program was built and ended with an error: os.Exit in a test or in TestMain, or a crash whose output is not shown.",
                "测试程序已构建，但以错误退出：测试或 TestMain 中调用了 os.Exit，或崩溃而没有显示输出。",
            ],
            fix: [
                "Run go test -v: the last test that it names is where it ended.",
                "请运行 go test -v：最后列出的测试就是结束的位置。",
            ],
            rules_out: [
                "Downloads are done and the toolchain works.",
                "下载已完成，工具链正常。",
            ],
        }
    }
}
