import Foundation
import GateDomain
import GatePipeline

/// What a running gate tells its operator: a line an event, with its level, and its time unless journald adds that.
final class Log: Sendable {
    /// As syslog and journald count.
    enum Level: Int {
        case error = 3
        case warning = 4
        case notice = 5

        var word: String {
            switch self {
            case .error: "error"
            case .warning: "warning"
            case .notice: "notice"
            }
        }
    }

    private let limiter = Locked(LogLimiter())
    private let clock: any SupervisorClock
    /// journald reads `<4>` at a line's start, and stamps the line itself.
    private let isJournal: Bool

    init(
        clock: any SupervisorClock = SystemSupervisorClock(),
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.clock = clock
        isJournal = environment["JOURNAL_STREAM"] != nil
    }

    func write(_ level: Level, _ message: String) {
        let now = clock.now()
        let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
        guard let line = limiter.withLock({ $0.admit(line, at: now) }) else { return }
        Terminal.note(isJournal ? "<\(level.rawValue)>\(line)" : "\(now.rfc3339) \(level.word): \(line)")
    }
}
