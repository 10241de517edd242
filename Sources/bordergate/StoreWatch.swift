import Foundation
import GateDomain
import GatePipeline
import GateStore

/// What a running gate does for its store from time to time: writes what was held, looks at the room on the disk, keeps the head of the
/// audit chain where it can be shipped away.
struct StoreWatch: Sendable {
    let store: SQLiteStore
    let patient: PatientStore
    let say: @Sendable (String) -> Void

    /// The file with heads beside a database.
    static func heads(of database: String) -> AuditHeadFile { AuditHeadFile(path: database + ".heads") }

    /// Until its task is cancelled.
    func run() async {
        var level = StoreSpace.Level.ample
        var second = 0
        repeat {
            try? await patient.settle()
            if second % 60 == 0, let space = StoreSpace(at: store.path) {
                if space.level > level { warn(space) }
                level = space.level
            }
            if second % 3600 == 0 { await keepHead() }
            second += 5
        } while (try? await Task.sleep(for: .seconds(5))) != nil
    }

    /// Says the chain's head and adds it to the file.
    func keepHead() async {
        do {
            let head = try await store.chainHead()
            guard head.record > 0 else { return }
            say("audit chain: record \(head.record), head \(head.hash)")
            let now = Instant(microseconds: Int64(saturating: Date().timeIntervalSince1970 * 1e6))
            try Self.heads(of: store.path).append(head, at: now)
        } catch {
            say("\(error)")
        }
    }

    private func warn(_ space: StoreSpace) {
        let rest = "\(space.free >> 20) MiB of \(space.total >> 20) MiB are left"
        say(
            space.level == .scarce
                ? "\(store.path): the disk is nearly full, \(rest): pictures are given up, records are kept; make room now"
                : "\(store.path): the disk is filling up, \(rest): make room before pictures must be given up")
    }
}
