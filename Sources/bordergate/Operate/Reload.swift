import Foundation
import GateDomain
import GateFusion
import GatePipeline

/// Reads rules and registers again while the gate runs. What cannot be read changes nothing, and is said.
struct Reload: Sendable {
    let configuration: String
    let models: String
    /// Nil when there is none.
    let registers: String?
    let gate: Gate
    let log: Log

    /// Rules, registers and the risk model. Cameras, lanes and folders take a restart.
    func all() async {
        do {
            let settings = try GateFile.live(configuration).settings.measured(models)
            await gate.replace(settings.rules ?? .standard, settings.lists, risk: settings.risk)
            log.write(.notice, "\(configuration): rules and registers are read again")
        } catch {
            log.write(.error, "\(error); the old rules and registers stay")
        }
    }

    /// Looks at the register file several times a second: who is put on the watch list is held a second later.
    func watchRegisters() async {
        guard let registers else { return }
        var last = Self.state(of: registers)
        while (try? await Task.sleep(for: .milliseconds(300))) != nil {
            let now = Self.state(of: registers)
            guard now != last, now != nil else { continue }
            last = now
            await all()
        }
    }

    private static func state(of path: String) -> [Int]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return [Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }
}
