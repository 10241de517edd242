import Foundation
import GateDomain

/// Standard output and standard error; progress shows on a terminal only. Whatever is printed goes through `printable`: names of files,
/// declared texts and reads are strangers' words, and none of them may move the cursor or forge a line.
enum Terminal {
    static let isInteractive = isatty(2) == 1

    /// One line to standard output; a reader that went away ends the program quietly.
    static func line(_ text: String) {
        write(text.printable + "\n", to: .standardOutput)
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

    private static func write(_ text: String, to handle: FileHandle) {
        do {
            try handle.write(contentsOf: Data(text.utf8))
        } catch {
            if handle === FileHandle.standardOutput { exit(1) }
        }
    }
}
