import GateDomain
import GatePipeline

/// What officers' pages hear of at once: enough to know what to look at again, not what it says.
enum DeskEvents {
    static func event(_ verdict: Verdict) -> ServiceEvent {
        var json = JSONText()
        json.object {
            $0.field("passage", verdict.id)
            $0.field("gate", verdict.place.gate)
            $0.field("lane", verdict.place.lane)
            $0.field("channel", verdict.channel.rawValue)
            $0.field("opensCase", verdict.opensCase)
            $0.field("decided", verdict.decided)
        }
        return ServiceEvent(audience: .desk, name: "passage.decided", body: json.text)
    }

    static func event(_ opened: ClearanceCase, at instant: Instant) -> ServiceEvent {
        var json = JSONText()
        json.object {
            $0.field("case", opened.id)
            $0.field("at", instant)
        }
        let step =
            switch opened.state {
            case .opened: "opened"
            case .claimed: "claimed"
            case .resolved: "resolved"
            }
        return ServiceEvent(audience: .desk, name: "case.\(step)", body: json.text)
    }

    static func act(on passage: String, at instant: Instant) -> ServiceEvent {
        var json = JSONText()
        json.object {
            $0.field("case", passage)
            $0.field("at", instant)
        }
        return ServiceEvent(audience: .desk, name: "case.acted", body: json.text)
    }
}
