import GateDomain
import GatePipeline

/// A gate's health as a person reads it.
enum HealthTable {
    static func lines(_ health: GateHealth) -> [String] {
        var lines = [
            "\(health.at.instant.rfc3339)  up \(duration(health.startedAt, health.at))  "
                + (health.troubles.isEmpty ? "all is well" : "\(health.troubles.count) to look at")
        ]
        lines += health.troubles.map { "  ! \($0)" }
        for lane in health.lanes {
            let last =
                lane.lastVerdict.map { ", last \($0.instant.rfc3339) \(lane.lastChannel?.rawValue ?? "")" } ?? ""
            lines.append(
                "lane \(lane.gate) \(lane.lane) (\(lane.direction.rawValue)): \(lane.open) in it, \(lane.verdicts) decided\(last)"
            )
            for camera in lane.cameras {
                let since = camera.since.map { " \(duration($0, health.at))" } ?? ""
                lines.append(
                    "  \(padded(camera.camera, 12)) \(padded("\(camera.state.rawValue)\(since)", 18)) watched \(camera.watched), "
                        + "read \(camera.read), sightings \(camera.sightings), dropped \(camera.dropped.busy), late "
                        + "\(camera.dropped.late), damaged \(camera.dropped.damaged), reconnects \(camera.reconnects)")
            }
        }
        for inbox in health.inboxes {
            lines.append(
                "inbox \(inbox.folder): \(inbox.taken) taken, \(inbox.refused) refused, \(inbox.waiting) waiting")
        }
        if let store = health.store {
            let oldest = store.oldestOpenCase.map { ", the oldest waits \(duration($0, health.at))" } ?? ""
            lines.append(
                "store \(store.path): \(store.bytes >> 20) MiB, \(store.freeBytes >> 20) MiB free, \(store.openCases) open cases\(oldest)"
            )
            lines.append("chain: \(store.auditRecords) records, head \(store.chainHead)")
        }
        return lines
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func duration(_ start: Timestamp, _ end: Timestamp) -> String {
        let seconds = Int(saturating: max(0, end.instant.seconds(since: start.instant)))
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return "\(seconds / 60) min"
        case ..<86_400: return "\(seconds / 3600) h \(seconds / 60 % 60) min"
        default: return "\(seconds / 86_400) d \(seconds / 3600 % 24) h"
        }
    }
}
