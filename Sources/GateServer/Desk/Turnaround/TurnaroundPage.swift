import Foundation
import GateDomain
import GatePipeline

/// How long vehicles take, and where; how right the rules are.
struct TurnaroundPage {
    let call: Call
    let days: Int
    let study: ReleaseStudy
    let limit: Int
    let corrections: Int

    private var language: Language { call.language }

    func response() -> HTTPResponse {
        Page(DeskWords.turnaround(language), for: call) {
            tag(.div, .class("wide"), .data("page", "turnaround")) {
                tag(.nav, .class("views"), .aria("label", TurnaroundWords.span(language))) {
                    for (number, word) in [
                        (1, TurnaroundWords.day), (7, TurnaroundWords.week), (30, TurnaroundWords.month),
                    ] {
                        tag(
                            .a, .href("/desk/turnaround?days=\(number)"),
                            .aria("current", number == days ? "page" : nil), text: word(language))
                    }
                }
                if study.rows.isEmpty {
                    tag(.p, .class("notice"), text: TurnaroundWords.nothing(language))
                } else {
                    content
                }
                DeskParts.help([], language)
            }
        }.with(scripts: DeskParts.scripts, styles: DeskParts.styles).response()
    }

    @HTMLBuilder private var content: HTML {
        numbers
        if study.rows.count == limit {
            tag(
                .p, .class("notice"),
                text: TurnaroundWords.partly(language).replacingOccurrences(of: "%d", with: String(limit)))
        }
        tag(.h2, text: TurnaroundWords.study(language))
        times(TurnaroundWords.study, groups)
        tag(.p) { tag(.a, .href("/desk/turnaround/table?days=\(days)"), text: TurnaroundWords.csv(language)) }
        tag(.h2, text: TurnaroundWords.stages(language))
        times(
            TurnaroundWords.stages,
            [
                (TurnaroundWords.toJudged(language), study.toJudged),
                (TurnaroundWords.toClaimed(language), study.toClaimed),
                (TurnaroundWords.toDecided(language), study.toDecided),
            ].compactMap { name, line in line.map { (name, $0) } })
        tag(.h2, text: TurnaroundWords.hours(language))
        chart
        tag(.h2, text: TurnaroundWords.rules(language))
        rules
        tag(.h2, text: TurnaroundWords.readers(language))
        readers
    }

    private var numbers: HTML {
        let waiting = study.count([.opened, .claimed, .referred])
        let numbers: [(String, Phrase)] = [
            (String(study.rows.count), TurnaroundWords.passages),
            (String(study.count([.none, .released])), TurnaroundWords.released),
            (String(study.count([.refused])), TurnaroundWords.refused), (String(waiting), TurnaroundWords.waiting),
            (study.all.map { ReadsTable.percent($0.withinDay) } ?? "–", TurnaroundWords.withinDay),
        ]
        return tag(.ul, .class("numbers")) {
            for (number, word) in numbers {
                tag(.li) {
                    tag(.strong, text: number)
                    word(language)
                }
            }
        }
    }

    /// Name and line of every group.
    var groups: [(String, ReleaseStudy.Line)] {
        var groups: [(String, ReleaseStudy.Line)] = study.all.map { [(TurnaroundWords.all(language), $0)] } ?? []
        func add(_ title: Phrase, _ lines: [(key: String, line: ReleaseStudy.Line)], name: (String) -> String = { $0 })
        {
            groups += lines.map { ("\(title(language)): \(name($0.key))", $0.line) }
        }
        add(TurnaroundWords.byChannel, study.grouped { $0.channel.rawValue }) { channel in
            switch Channel(rawValue: channel) {
            case .red: DeskWords.red(language)
            case .yellow: DeskWords.yellow(language)
            case .blue: DeskWords.blue(language)
            case .green, nil: DeskWords.green(language)
            }
        }
        add(TurnaroundWords.byAgency, study.grouped { $0.agency }) { DeskParts.agency($0)(language) }
        add(TurnaroundWords.byLane, study.grouped { "\($0.place.gate) \($0.place.lane)" })
        return groups
    }

    private func times(_ label: Phrase, _ lines: [(String, ReleaseStudy.Line)]) -> HTML {
        DeskParts.table(
            label(language),
            [
                TurnaroundWords.group(language), TurnaroundWords.count(language), "P50", "P90", "P99",
                TurnaroundWords.share(language),
            ], style: "figures"
        ) {
            for (name, line) in lines {
                tag(.tr) {
                    tag(.th, .set(.scope, "row"), text: name)
                    for cell in [
                        String(line.count), Self.span(line.p50, language), Self.span(line.p90, language),
                        Self.span(line.p99, language), ReadsTable.percent(line.withinDay),
                    ] { tag(.td, .class("number"), text: cell) }
                }
            }
        }
    }

    static func span(_ seconds: Double, _ language: Language) -> String {
        seconds < 120 ? "\(Int(saturating: seconds.rounded())) s" : DeskParts.span(seconds, language)
    }

    private var chart: HTML {
        let hours = study.hours
        let most = max(1, hours.map(\.all).max() ?? 1)
        let label = hours.enumerated().filter { $0.element.all > 0 }.map { "\($0.offset): \($0.element.all)" }
        return tag(
            .svg, .class("chart"), .set(.viewBox, "0 0 760 190"), .set(.role, "img"),
            .aria("label", TurnaroundWords.hours(language) + ". " + label.joined(separator: ", "))
        ) {
            for (hour, count) in hours.enumerated() {
                bar("bar", hour, count.all, most)
                bar("bar bar--late", hour, count.stopped, most)
                tag(.text, .set(.x, String(33 + hour * 30)), .set(.y, "182"), text: String(hour))
                if count.all > 0 {
                    tag(
                        .text, .set(.x, String(33 + hour * 30)), .set(.y, String(158 - count.all * 140 / most)),
                        text: String(count.all))
                }
            }
            tag(.line, .class("axis"), .set(.x1, "20"), .set(.x2, "750"), .set(.y1, "165"), .set(.y2, "165"))
        }
    }

    private func bar(_ style: String, _ hour: Int, _ count: Int, _ most: Int) -> HTML {
        let height = count * 140 / most
        return tag(
            .rect, .class(style), .set(.x, String(22 + hour * 30)), .set(.y, String(165 - height)), .set(.width, "22"),
            .set(.height, String(height)))
    }

    private var rules: HTML {
        DeskParts.table(
            TurnaroundWords.rules(language),
            [
                CaseWords.rule, TurnaroundWords.hits, TurnaroundWords.confirmed, TurnaroundWords.overruled,
                TurnaroundWords.precision,
            ].map { $0(language) }, style: "figures"
        ) {
            for line in study.rules {
                tag(.tr) {
                    tag(.th, .set(.scope, "row"), text: RuleWords.of(line.rule).title(language))
                    for cell in [
                        String(line.hits), String(line.confirmed), String(line.overruled),
                        line.precision.map(ReadsTable.percent) ?? "–",
                    ] { tag(.td, .class("number"), text: cell) }
                }
            }
        }
    }

    private var readers: HTML {
        let lanes = Dictionary(grouping: study.rows, by: \.place).sorted { $0.key < $1.key }
        return .fragment([
            DeskParts.table(
                TurnaroundWords.readers(language),
                [DeskWords.lanes, TurnaroundWords.count, TurnaroundWords.unread].map { $0(language) }, style: "figures"
            ) {
                for (place, rows) in lanes {
                    let unread = rows.filter { !$0.isTractorRead }.count
                    tag(.tr) {
                        tag(.th, .set(.scope, "row"), text: "\(place.gate) \(place.lane)")
                        tag(.td, .class("number"), text: String(rows.count))
                        tag(
                            .td, .class("number"),
                            text: "\(unread) (\(ReadsTable.percent(Double(unread) / Double(max(1, rows.count)))))")
                    }
                }
            }, tag(.p, text: "\(corrections) \(TurnaroundWords.corrections(language))"),
        ])
    }
}
