import GatePipeline

/// Tells systemd that the gate lives, which it does when gate and store answer, and its operator once an hour where the audit chain stands.
struct Heartbeat {
    let service: ServiceManager
    let gate: Gate
    let log: Log

    private static let headEvery = 3600.0

    func run() async {
        let pause = min(10, (service.watchdog ?? 20) / 2)
        var untilHead = 0.0
        repeat {
            let health = await gate.health()
            if health.store != nil { service.alive() }
            service.status(health.troubles.first ?? "all is well")
            untilHead -= pause
            if untilHead <= 0, let store = health.store {
                untilHead = Self.headEvery
                log.write(.notice, "audit chain: \(store.auditRecords) records, head \(store.chainHead)")
            }
        } while (try? await Task.sleep(for: .seconds(pause))) != nil
    }
}
