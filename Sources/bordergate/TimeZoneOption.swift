import Foundation
import GateManifests
import GatePipeline

/// `--time-zone ZONE`: whose clock times without a zone are of, where no configuration says it.
enum TimeZoneOption {
    static let word = "--time-zone"
    static let help = """
          --time-zone ZONE    of times that name no zone, as Asia/Ho_Chi_Minh; else they count as UTC
        """

    /// - Throws: `UsageError` for a zone that the IANA list has not.
    static func read(_ arguments: Arguments) throws -> SenderZones {
        guard let zone = arguments.last(word) else { return SenderZones() }
        if let problem = TimeZoneName.problem(zone) { throw UsageError("\(word) \(zone): \(problem)") }
        return SenderZones(named: zone)
    }
}
