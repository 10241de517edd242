import Foundation
import GateDomain
import GatePipeline

/// Standard output and standard error; progress shows on a terminal only. Whatever is printed goes through `printable`: names of files,
/// declared texts and reads are strangers' words, and none of them may move the cursor or forge a line.
enum Terminal {
    static let isInteractive = isatty(2) == 1

    /// One line to standard output; a reader that went away ends the program quietly.
    static func line(_ text: String) {
        write(text.printable + "\n", to: .standardOutput)
    }

    /// One line of cells with tabs between them; a tab within a cell stays none.
    static func row(_ cells: [String]) {
        write(cells.map(\.printable).joined(separator: "\t") + "\n", to: .standardOutput)
    }

    static func error(_ message: String) {
        clearProgress()
        write("bordergate: \(message.printable)\n", to: .standardError)
    }

    static func note(_ message: String) {
        clearProgress()
        write(message.printable + "\n", to: .standardError)
    }

    /// Draws `[#####-----] text` over the last progress line.
    static func progress(done: Int, of total: Int, _ text: String) {
        guard isInteractive, total > 0 else { return }
        let width = 20
        let filled = min(width, width * done / total)
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: width - filled)
        write("\r\u{1B}[K[\(bar)] \(done)/\(total) \(text.printable)", to: .standardError)
    }

    static func clearProgress() {
        if isInteractive { write("\r\u{1B}[K", to: .standardError) }
    }

    /// A full disk or a terminal that hung up must not end a gate: what cannot be printed is lost, and `hasLostOutput` says so.
    private static func write(_ text: String, to handle: FileHandle) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(handle.fileDescriptor, $0.baseAddress, $0.count) }
                if count >= 0 {
                    rest = rest.dropFirst(count)
                } else if errno != EINTR {
                    if handle === FileHandle.standardOutput {
                        if errno == EPIPE { exit(1) }
                        lost.withLock { $0 = true }
                    }
                    return
                }
            }
        }
    }

    private static let lost = Locked(false)
    /// Something that went to standard output did not get there.
    static var hasLostOutput: Bool { lost.withLock { $0 } }
}
