import GateDomain
import GatePipeline

/// Which tractor, trailer and boxes entered together, and which are together now: drawn, and said.
struct IdentityGraph {
    struct Part: Hashable {
        enum Kind: Hashable { case tractor, trailer, box }
        var kind: Kind
        var text: String
    }

    /// The passage as it is now, parts as seen.
    let now: DeskRow
    /// For each part the passage by which it came in last, newest first; none for a part that was never seen.
    let entries: [DeskRow]
    let language: Language

    private static func parts(_ row: DeskRow) -> [Part] {
        [row.tractor.map { Part(kind: .tractor, text: $0) }, row.trailer.map { Part(kind: .trailer, text: $0) }]
            .compactMap { $0 } + row.containers.map { Part(kind: .box, text: $0) }
    }

    private var current: [Part] { Self.parts(now) }

    /// More than one entry stands behind what is together now.
    var isSwapped: Bool {
        let origins = Set(current.compactMap { part in entries.firstIndex { Self.parts($0).contains(part) } })
        return origins.count > 1
    }

    var isWorthDrawing: Bool { !entries.isEmpty && now.direction == .exit || isSwapped }

    /// One sentence a part: with what it entered.
    private var sentences: [String] {
        current.compactMap { part in
            guard let entry = entries.first(where: { Self.parts($0).contains(part) }) else { return nil }
            let others = Self.parts(entry).filter { $0 != part }.map(Self.shown).joined(separator: ", ")
            return "\(Self.shown(part)) \(CaseWords.enteredWith(language)) "
                + (others.isEmpty ? CaseWords.nothingElse(language) : others)
                + " (\(entry.place.lane), \(Times.local(entry.arrived)))"
        }
    }

    private static func shown(_ part: Part) -> String {
        part.kind == .box ? DeskParts.box(part.text) : DeskParts.plate(part.text) ?? part.text
    }

    private func name(_ kind: Part.Kind) -> String {
        switch kind {
        case .tractor: CaseWords.tractor(language)
        case .trailer: CaseWords.trailer(language)
        case .box: CaseWords.container(language)
        }
    }

    var html: HTML {
        .fragment([
            tag(
                .p, .class(isSwapped ? "notice notice--stop" : "notice notice--good"),
                text: isSwapped ? CaseWords.swapped(language) : CaseWords.together(language)),
            tag(.ul) { for sentence in sentences { tag(.li, text: sentence) } },
            drawing,
        ])
    }

    private static let (width, height, gap, left, right) = (250, 44, 10, 10, 500)

    private var drawing: HTML {
        var places: [String: (y: Int, part: Part)] = [:]
        var panels: [HTML] = []
        var y = 34
        for (index, entry) in entries.enumerated() {
            let parts = Self.parts(entry)
            let top = y
            var boxes: [HTML] = []
            var at = y + 28
            for part in parts {
                places["\(index) \(part.text)"] = (at, part)
                boxes.append(node(part, x: Self.left + 12, y: at, isNow: false))
                at += Self.height + Self.gap
            }
            panels.append(
                tag(.g) {
                    rect("panel", Self.left, top, Self.width + 24, at - top)
                    label(
                        "\(entry.place.lane) · \(Times.local(entry.arrived))", x: Self.left + 12, y: top + 19,
                        style: "small")
                    for box in boxes { box }
                })
            y = at + 14
        }
        var edges: [HTML] = []
        var nodes: [HTML] = []
        var at = 62
        for part in current {
            nodes.append(node(part, x: Self.right, y: at, isNow: true))
            if let index = entries.firstIndex(where: { Self.parts($0).contains(part) }),
                let from = places["\(index) \(part.text)"]
            {
                let (x1, y1, y2) = (Self.left + 12 + Self.width, from.y + Self.height / 2, at + Self.height / 2)
                let middle = (x1 + Self.right) / 2
                edges.append(
                    tag(
                        .path, .class("edge edge--\(index % 3)"),
                        .set(.d, "M\(x1) \(y1)C\(middle) \(y1) \(middle) \(y2) \(Self.right) \(y2)")))
            }
            at += Self.height + Self.gap
        }
        let height = max(y, at + 20)
        return tag(
            .svg, .class("graph"), .set(.viewBox, "0 0 \(Self.right + Self.width + 24) \(height)"), .set(.role, "img"),
            .aria("label", CaseWords.graph(language) + ". " + sentences.joined(separator: "; "))
        ) {
            label(CaseWords.atEntry(language), x: Self.left, y: 22, style: "head")
            label(CaseWords.now(language) + " · \(now.place.lane)", x: Self.right, y: 22, style: "head")
            rect(isSwapped ? "panel panel--swapped" : "panel", Self.right - 12, 34, Self.width + 24, at - 34)
            for panel in panels { panel }
            for edge in edges { edge }
            for node in nodes { node }
        }
    }

    private func node(_ part: Part, x: Int, y: Int, isNow: Bool) -> HTML {
        tag(.g) {
            rect("node", x, y, Self.width, Self.height)
            label(name(part.kind), x: x + 10, y: y + 16, style: "small")
            label(Self.shown(part), x: x + 10, y: y + 35, style: "code")
        }
    }

    private func rect(_ style: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> HTML {
        tag(
            .rect, .class(style), .set(.x, String(x)), .set(.y, String(y)), .set(.width, String(width)),
            .set(.height, String(height)), .set(.rx, "6"))
    }

    private func label(_ text: String, x: Int, y: Int, style: String) -> HTML {
        tag(.text, .class(style), .set(.x, String(x)), .set(.y, String(y)), text: text)
    }
}
