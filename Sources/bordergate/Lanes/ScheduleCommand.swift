import Foundation
import GateScheduling

struct ScheduleCommand: Command {
    static let name = "schedule"
    static let help = """
        bordergate schedule [--json] FILE                  plan of the transport lanes, or of runways

        FILE is an instance of released boxes, lanes, vehicles and cranes (JSON); the plan goes to standard output.
        A file of OR-Library's aircraft landings is planned for --lanes runways.
          --work N      end after N trips were placed: the same plan on every machine (default 4000000)
          --seconds S   end after S seconds instead
          --seed N      another search (default 1)
          --json        after the plan a last line with cost, bound, gap, proven, seconds, work, unplaced
          --check PLAN  judge PLAN instead: its cost and every rule that it breaks; exit status 1 when one is broken
          --svg FILE    draw the plan: lanes, vehicles and cranes over time
          --lanes M     runways of an aircraft landing file (default 1); the last line is the cost, or with --json as above
        """
    static let flags: Set<String> = ["--json"]
    static let options: Set<String> = ["--work", "--seconds", "--seed", "--check", "--svg", "--lanes"]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let paths = try arguments.operands(atLeast: 1, called: "FILE")
        guard paths.count == 1, let path = paths.first else { throw UsageError("one FILE at a time") }
        let data = try LaneFiles.read(path)
        if arguments.last("--lanes") != nil || !data.contains(UInt8(ascii: "{")) {
            return try LandingPlans.run(data, path, arguments)
        }
        let instance = try LaneFiles.decode(LaneInstance.self, data, path)
        if let plan = arguments.last("--check") {
            return try check(try LaneFiles.decode(LanePlan.self, LaneFiles.read(plan), plan), instance, path)
        }
        let problem = try LaneFiles.named(path) { try LaneProblem(instance) }
        let stop = try SearchLimit(arguments, work: 4_000_000)
        let search = LaneSearch(problem, seed: try arguments.number("--seed", default: 1, in: 0...Int.max))
        let result = search.run(until: stop.rule, floor: LaneBound.simple(problem).points)
        let plan = problem.plan(result.schedule)
        let report = PlanValidator.judge(plan, of: instance)
        guard report.isValid else {
            throw LaneFileError("\(path): the plan breaks its own rules, please report it: \(report.violations[0])")
        }
        let bound = LaneBound.best(problem, upper: report.cost.total)
        Terminal.line(try JSONLine.encode(plan))
        if let svg = arguments.last("--svg") { try LaneFiles.write(PlanPicture.svg(plan, of: instance), to: svg) }
        let outcome = ScheduleOutcome(
            cost: report.cost.total, bound: min(bound.points, report.cost.total), seconds: stop.elapsed,
            work: result.work, unplaced: report.cost.unplaced)
        if arguments.has("--json") {
            Terminal.line(try JSONLine.encode(outcome))
        } else {
            Terminal.note("\(outcome); bound: \(bound.reason)")
        }
        return .done
    }

    private static func check(_ plan: LanePlan, _ instance: LaneInstance, _ path: String) throws -> ExitStatus {
        struct Judgement: Encodable {
            var cost: Double
            var tardiness: Double
            var late: Int
            var empty: Int
            var unplaced: Int
            var makespan: Int
            var errors: [String]
        }
        let report = PlanValidator.judge(plan, of: try LaneFiles.named(path) { try instance.checked() })
        let cost = report.cost
        Terminal.line(
            try JSONLine.encode(
                Judgement(
                    cost: ScheduleOutcome.rounded(cost.total), tardiness: ScheduleOutcome.rounded(cost.tardiness),
                    late: cost.late, empty: cost.empty, unplaced: cost.unplaced, makespan: cost.makespan,
                    errors: Array(report.violations.prefix(20)))))
        return report.isValid ? .done : .failedInput
    }
}
