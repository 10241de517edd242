import Foundation
import GateDomain
import GateFusion
import GatePipeline
import GateStore

/// Reads rules and registers again while the gate runs. What cannot be read changes nothing, and is said.
struct Reload: Sendable {
    let configuration: String
    let models: String
    /// Nil when there is none.
    let registers: String?
    let store: SQLiteStore
    let gate: Gate
    let log: Log

    /// Rules, registers and the risk model. Cameras, lanes and folders take a restart.
    func all() async {
        do {
            let settings = try GateFile.live(configuration).settings.measured(models)
            let registers = settings.lists.watching(try await store.watched())
            await gate.replace(settings.rules ?? .standard, registers, risk: settings.risk)
            log.write(.notice, "\(configuration): rules and registers are read again")
        } catch {
            log.write(.error, "\(error); the old rules and registers stay")
        }
    }

    /// Looks at the register file and the desk's watch list several times a second: who is put on either is held a second later.
    func watchRegisters() async {
        var last = registers.flatMap(Self.state)
        var acts = try? await store.watchVersion()
        while (try? await Task.sleep(for: .milliseconds(300))) != nil {
            let now = registers.flatMap(Self.state)
            let done = (try? await store.watchVersion()) ?? acts
            let isChanged = now != last && now != nil || done != acts
            acts = done
            guard isChanged else { continue }
            last = now ?? last
            await all()
        }
    }

    private static func state(of path: String) -> [Int]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return [Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }
}
