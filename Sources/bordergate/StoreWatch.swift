import Foundation
import GateDomain
import GatePipeline
import GateStore

/// What a running gate does for its store from time to time: writes what was held, looks at the room on the disk, keeps the head of the
/// audit chain where it can be shipped away.
struct StoreWatch: Sendable {
    let store: SQLiteStore
    let patient: PatientStore
    let retention: RetentionConfiguration
    let say: @Sendable (String) -> Void

    /// The file with heads beside a database.
    static func heads(of database: String) -> AuditHeadFile { AuditHeadFile(path: database + ".heads") }

    /// Until its task is cancelled.
    func run() async {
        var level = StoreSpace.Level.ample
        var second = 0
        var night = Self.night(.now)
        repeat {
            try? await patient.settle()
            if second % 60 == 0, let space = StoreSpace(at: store.path) {
                if space.level > level { warn(space) }
                level = space.level
                if level > .ample { await makeRoom() }
            }
            if Self.night(.now) != night {
                night = Self.night(.now)
                await retain()
            }
            if second % 3600 == 0 { await keepHead() }
            second += 5
        } while (try? await Task.sleep(for: .seconds(5))) != nil
    }

    /// Days, each of which begins at 19:00 UTC: two in the night on this border.
    private static func night(_ now: Instant) -> Int64 { (now.microseconds / 1_000_000 - 19 * 3600) / 86400 }

    /// Lets go of what is older than the configuration says.
    private func retain() async {
        do {
            let report = try await store.retain(retention, at: .now) { await Task.yield() }
            guard !report.isNothing else { return }
            say("retention: \(RetainCommand.lines(report, retention, at: .now).joined(separator: "; "))")
        } catch {
            say("retention: \(error)")
        }
    }

    private func makeRoom() async {
        do {
            let path = store.path
            let count = try await store.makeRoom(at: .now) { (StoreSpace(at: path)?.level ?? .ample) == .ample }
            if count > 0 {
                say(
                    "\(path): the disk was filling up: the oldest \(count) pictures that no officer had to see are gone"
                )
            }
        } catch {
            say("\(store.path): no room could be made: \(error)")
        }
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
