import GatePipeline

/// Tells systemd that the gate lives, which it does while gate and store answer, and what an operator should look at first.
struct Heartbeat {
    let service: ServiceManager
    let gate: Gate

    func run() async {
        let pause = min(10, (service.watchdog ?? 20) / 2)
        repeat {
            let health = await gate.health()
            if health.store != nil { service.alive() }
            service.status(health.troubles.first ?? "all is well")
        } while (try? await Task.sleep(for: .seconds(pause))) != nil
    }
}
