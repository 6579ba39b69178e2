//! The user's own code.

use super::{Text, Words};
use crate::explain::Code;

const FETCHED: Text = ["Downloads are done and the toolchain works.", "下载已完成，工具链正常。"];

pub(super) fn words(id: Code) -> Words {
    match id {
        Code::Compile => Words::new(
            ["the code does not compile", "代码无法编译"],
            ["The compiler (or go vet) does not accept a place in the code; the text says which, and why.", "编译器（或 go vet）不接受代码中的某处；原文指出了位置和原因。"],
            ["Correct the first one named; others often follow from it. If it lies in a module of somebody else, try another version of it.", "请先改正第一处，其余的往往由它引起。如果位于他人的模块中，请尝试其他版本。"],
        )
        .rules_out(FETCHED),
        Code::Test => Words::new(
            ["a test fails", "测试未通过"],
            ["The program was built and run; the test says that it does not do what it should. What a test prints about networks or files is its own.", "程序已构建并运行；测试表明其行为不符合预期。测试中关于网络或文件的输出属于测试自身。"],
            ["Run that test alone: go test -run NAME -v.", "请单独运行该测试：go test -run 名称 -v。"],
        )
        .rules_out(FETCHED),
        Code::TestTimeout => Words::new(
            ["a test took too long and was stopped", "测试超时而被终止"],
            ["go test allows ten minutes unless told otherwise; the goroutines below show where it stood.", "go test 默认最多十分钟；其后的 goroutine 列出了停在何处。"],
            ["Look for what waits in the goroutines, or give it more time: -timeout 30m.", "请在 goroutine 中查找在等待什么，或延长时限：-timeout 30m。"],
        )
        .rules_out(FETCHED),
        Code::Panic => Words::new(
            ["the program stopped with a panic", "程序因 panic 而终止"],
            ["It was built and ran, and met a state that it does not handle; the lines after it show where.", "程序已构建并运行，遇到了未处理的状态；其后的各行指出了位置。"],
            ["Read the first place in your own code below goroutine.", "请查看 goroutine 之下属于自己代码的第一处。"],
        )
        .rules_out(FETCHED),
        Code::Race => Words::new(
            ["two goroutines use the same memory at once", "两个 goroutine 同时访问同一内存"],
            ["The race detector saw a read and a write, or two writes, without order between them.", "竞态检测器发现读与写（或两次写）之间没有先后保证。"],
            ["Guard it by a mutex or a channel at the two places that are named.", "请在所指的两处用互斥锁或通道加以保护。"],
        )
        .rules_out(FETCHED),
        Code::Deadlock => Words::new(
            ["everything in the program waits for something else", "程序中的所有 goroutine 都在互相等待"],
            ["No goroutine can go on: a channel that nobody sends to, a lock that is never released.", "没有 goroutine 能继续：通道无人发送，或锁从未释放。"],
            ["The goroutines below show what each waits for.", "其后的 goroutine 列出了各自在等待什么。"],
        )
        .rules_out(FETCHED),
    }
}
