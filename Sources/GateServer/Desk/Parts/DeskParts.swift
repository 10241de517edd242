import Foundation
import GateDomain
import GatePipeline

/// Small pieces that several pages of the desk show alike.
enum DeskParts {
    static let styles = ["/assets/desk.css"]
    static let scripts = ["/assets/desk.js"]

    /// The page of a passage.
    static func path(_ passage: String, _ action: String? = nil) -> String {
        "/desk/cases/" + escaped(passage) + (action.map { "/" + $0 } ?? "")
    }

    static func picture(_ sha256: String, of passage: String) -> String { path(passage, "pictures/\(sha256)") }

    /// As one part of a path.
    static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { out, byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45
                || byte == 95
            out += isPlain ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.text([byte]).uppercased()
        }
    }

    static func plate(_ text: String?) -> String? { text.map { Plate($0)?.display ?? $0 } }

    /// `MSCU 013715 5`.
    static func box(_ number: String) -> String {
        number.count == 11 ? "\(number.prefix(4)) \(number.dropFirst(4).prefix(6)) \(number.suffix(1))" : number
    }

    static func severity(_ row: DeskRow, _ language: Language) -> HTML {
        let (style, word): (String, Phrase) =
            switch (row.severity, row.channel) {
            case (4..., _): ("block", DeskWords.block)
            case (_, .red): ("red", DeskWords.red)
            case (_, .yellow): ("yellow", DeskWords.yellow)
            case (_, .blue): ("blue", DeskWords.blue)
            case (_, .green): ("green", DeskWords.green)
            }
        return tag(.span, .class("badge badge--\(style)"), text: word(language))
    }

    static func state(_ row: DeskRow, _ language: Language) -> HTML {
        if row.isPending { return badge("wait", DeskWords.pending(language)) }
        return switch row.state {
        case .none: badge("good", DeskWords.passed(language))
        case .opened: badge("open", DeskWords.opened(language))
        case .claimed: badge("wait", DeskWords.claimedBy(language) + " " + (row.officer ?? ""))
        case .referred: badge("wait", DeskWords.referred(language))
        case .released: badge("good", DeskWords.released(language))
        case .refused: badge("stop", DeskWords.refused(language))
        }
    }

    private static func badge(_ style: String, _ text: String) -> HTML {
        tag(.span, .class("state state--\(style)"), text: text)
    }

    /// `3 min`, `2 h 05`, `4 d`.
    static func span(_ seconds: Double, _ language: Language) -> String {
        let minutes = Int(saturating: max(0, seconds) / 60)
        if minutes < 60 { return "\(minutes) " + DeskWords.minutes(language) }
        if minutes < 48 * 60 {
            let rest = minutes % 60
            return "\(minutes / 60) " + DeskWords.hours(language) + " " + (rest < 10 ? "0\(rest)" : "\(rest)")
        }
        return "\(minutes / 1440) " + DeskWords.days(language)
    }

    static func agency(_ name: String) -> Phrase {
        switch name {
        case "customs": DeskWords.customs
        case "quarantine": DeskWords.quarantine
        case "border guard", "borderGuard": DeskWords.borderGuard
        case "traffic police": DeskWords.trafficPolice
        case "fire service": DeskWords.fireService
        default: Phrase(vi: name, en: name, zh: name)
        }
    }

    static func role(_ role: CameraRole) -> Phrase {
        switch role {
        case .frontPlate: DeskWords.cameraFront
        case .rearPlate: DeskWords.cameraRear
        case .containerSide: DeskWords.cameraSide
        case .containerRear: DeskWords.cameraDoors
        case .roof: DeskWords.cameraRoof
        case .overview: DeskWords.cameraOverview
        }
    }

    static func direction(_ direction: LaneDirection) -> Phrase {
        direction == .entry ? DeskWords.entry : DeskWords.exit
    }

    /// A table that may scroll by itself, never the page.
    static func table(_ label: String, _ headings: [String], style: String? = nil, @HTMLBuilder rows: () -> HTML)
        -> HTML
    {
        tag(.div, .class("scroll"), .set(.tabindex, "0"), .set(.role, "region"), .aria("label", label)) {
            tag(.table, .class(style)) {
                tag(.thead) {
                    tag(.tr) { for heading in headings { tag(.th, .set(.scope, "col"), text: heading) } }
                }
                tag(.tbody) { rows() }
            }
        }
    }

    static func notice(_ text: String, isStop: Bool = false) -> HTML {
        tag(
            .p, .class(isStop ? "notice notice--stop" : "notice notice--good"),
            .set(.role, isStop ? "alert" : "status"),
            text: text)
    }

    /// The keys of the page, shown by `?`.
    static func help(_ keys: [(key: String, what: Phrase)], _ language: Language) -> HTML {
        tag(.dialog, .id("help"), .aria("labelledby", "help-title")) {
            tag(.h2, .id("help-title"), text: DeskWords.keys(language))
            tag(.dl, .class("facts")) {
                for (key, what) in keys + common {
                    tag(.dt) { tag(.kbd, text: key) }
                    tag(.dd, text: what(language))
                }
            }
            tag(.p) {
                tag(.label) {
                    tag(.input, .set(.type, "checkbox"), .id("keys-off"))
                    " " + DeskWords.keysOff(language)
                }
            }
            tag(.form, .set(.method, "dialog")) {
                tag(.button, .set(.type, "submit"), text: DeskWords.close(language))
            }
        }
    }

    private static let common: [(key: String, what: Phrase)] = [
        ("/", DeskWords.keySearch), ("g q", DeskWords.keyQueue), ("g l", DeskWords.keyLanes),
        ("g t", DeskWords.keyTurnaround), ("n", DeskWords.keyNext), ("?", DeskWords.keyHelp),
    ]

    static func searchForm(_ text: String, _ language: Language) -> HTML {
        tag(.form, .set(.method, "get"), .action("/desk/search"), .set(.role, "search"), .class("find")) {
            tag(.label, .set(.for, "q"), text: DeskWords.search(language))
            tag(
                .input, .id("q"), .set(.name, "q"), .set(.type, "search"), .set(.value, text), .set(.maxlength, "100"),
                .set(.autocomplete, "off"))
            tag(.button, .set(.type, "submit"), text: DeskWords.find(language))
        }
    }
}
