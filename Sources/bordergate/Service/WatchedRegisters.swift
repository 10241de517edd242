import GateFusion
import GatePipeline

extension Registers {
    /// With what the desk looks for beside the registers' own list.
    func watching(_ things: [WatchedThing]) -> Registers {
        var registers = self
        registers.watched = watched.adding(
            things.map { thing in
                let kind: WatchList.Kind =
                    switch thing.kind {
                    case .plate: .plate
                    case .container: .container
                    case .person: .person
                    case .firm: .firm
                    }
                return WatchList.Entry(kind: kind, text: thing.text, severity: thing.severity, note: thing.note)
            })
        return registers
    }
}
