import Foundation
import GateScheduling

struct SimulateCommand: Command {
    static let name = "simulate"
    static let help = """
        bordergate simulate [--surge] [--json]             a gate day on the transport lanes, planned and first come first served

        Draws a day (arrivals, clearance, breakdowns, closures) and lives it twice, minute by minute: neither knows what is to come.
          --vehicles N  that arrive in 24 hours, one box each (default 2500)
          --seed N      another day (default 1)
          --effort N    trips that the planner may place for each minute with news (default 2000)
          --surge       three times the arrivals from 8 to 14 o'clock, the first lane down from 10 to 14
          --json        one line a policy instead of the table
          --svg FILE    draw the turnarounds
        """
    static let flags: Set<String> = ["--surge", "--json"]
    static let options: Set<String> = ["--vehicles", "--seed", "--effort", "--svg"]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        guard arguments.operands.isEmpty else { throw UsageError("simulate takes no FILE") }
        let day = GateDay(
            vehicles: try arguments.number("--vehicles", default: 2500, in: 1...20_000),
            seed: try arguments.number("--seed", default: 1, in: 0...Int.max), surge: arguments.has("--surge"))
        let effort = try arguments.number("--effort", default: 2000, in: 0...10_000_000)
        let simulation = DaySimulation(day)
        var figures: [DayFigures] = []
        for order in [LaneDay.Order.planned, .firstCome] {
            figures.append(try simulation.run(order, effort: effort).0)
        }
        if let svg = arguments.last("--svg") { try LaneFiles.write(DayPicture.svg(figures), to: svg) }
        if arguments.has("--json") {
            for var figure in figures {
                figure.turnarounds = []
                Terminal.line(try JSONLine.encode(figure))
            }
        } else {
            for line in table(figures) { Terminal.line(line) }
        }
        return .done
    }

    private static func table(_ figures: [DayFigures]) -> [String] {
        func hours(_ seconds: Int) -> String { String(format: "%.2f h", Double(seconds) / 3600) }
        func share(_ value: Double) -> String { String(format: "%.2f%%", value * 100) }
        let lanes = Set(figures.flatMap(\.laneUse.keys)).sorted()
        let rows: [(String, (DayFigures) -> String)] =
            [
                ("boxes", { "\($0.boxes)" }), ("across", { "\($0.across)" }), ("without a place", { "\($0.unplaced)" }),
                ("turnaround P50", { hours($0.p50) }), ("P90", { hours($0.p90) }), ("P99", { hours($0.p99) }),
                ("longest", { hours($0.longest) }), ("under 24 h", { share($0.under24Hours) }),
                ("fruit under 4 h", { share($0.fruitUnder4Hours) }),
                ("weighted minutes late", { String(format: "%.0f", $0.tardiness) }),
                ("trips, of them empty", { "\($0.trips), \($0.emptyTrips)" }),
            ] + lanes.map { lane in ("use of lane \(lane)", { share($0.laneUse[lane] ?? 0) }) } + [
                ("use of cranes", { share($0.craneUse) }),
                ("promises moved, forced", { "\($0.moved), \($0.forced)" }),
            ]
        func line(_ cells: [String]) -> String {
            cells.enumerated().map { $1.padding(toLength: $0 == 0 ? 24 : 18, withPad: " ", startingAt: 0) }.joined()
                .trimmingSuffix { $0 == " " }
        }
        return [line([""] + figures.map(\.policy))] + rows.map { row in line([row.0] + figures.map(row.1)) }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isGone: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isGone(last) { text.removeLast() }
        return String(text)
    }
}
