import Foundation
import GateDomain
import GateScheduling

/// `schedule` of an aircraft landing file.
enum LandingPlans {
    private struct Line: Encodable {
        /// From 1, as the file counts.
        var plane: Int
        var runway: Int
        var time: Int
    }

    static func run(_ data: Data, _ path: String, _ arguments: Arguments) throws -> ExitStatus {
        if arguments.last("--check") != nil || arguments.last("--svg") != nil {
            throw UsageError("--check and --svg go with an instance of lanes, not with aircraft landings")
        }
        let runways = try arguments.number("--lanes", default: 1, in: 1...16)
        let problem = try LaneFiles.named(path) {
            try LandingProblem(String(decoding: data, as: UTF8.self), runways: runways)
        }
        let limit = try SearchLimit(arguments, work: 40_000_000)
        var search = LandingSearch(problem)
        guard let result = search.run(until: limit.rule) else {
            throw LaneFileError("\(path): no plan lands every plane within its window on \(runways) runways")
        }
        let (cost, violations) = problem.judge(result.plan)
        guard violations.isEmpty else {
            throw LaneFileError("\(path): the plan breaks its own rules, please report it: \(violations[0])")
        }
        for landing in result.plan {
            let line = Line(plane: landing.plane + 1, runway: landing.runway + 1, time: landing.time)
            Terminal.line(try JSONLine.encode(line))
        }
        let outcome = ScheduleOutcome(
            cost: cost, bound: result.isProven ? cost : result.bound, seconds: limit.elapsed, work: result.work,
            unplaced: 0)
        if arguments.has("--json") {
            Terminal.line(try JSONLine.encode(outcome))
        } else {
            Terminal.note("\(outcome)")
            Terminal.line(cost == cost.rounded() ? String(Int(saturating: cost)) : String(cost))
        }
        return .done
    }
}
