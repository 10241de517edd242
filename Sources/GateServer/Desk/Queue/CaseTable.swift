import Foundation
import GateDomain
import GatePipeline

/// Cases as rows, for the queue and for what was found.
struct CaseTable {
    let call: Call
    let officer: DeskOfficer
    let rows: [DeskRow]
    let query: DeskQuery
    var presence: [String: [String]] = [:]
    let now: Instant

    private var language: Language { call.language }
    private var canPick: Bool { officer.may(.reroute) && query.view == .waiting }

    var html: HTML {
        let headings =
            (canPick ? [QueueWords.pick] : []) + [
                DeskWords.severity, DeskWords.waiting, DeskWords.lane, DeskWords.vehicle, DeskWords.why,
                DeskWords.declaration, DeskWords.state, DeskWords.action,
            ]
        return DeskParts.table(DeskWords.queue(language), headings.map { $0(language) }, style: "queue") {
            for row in rows { line(row) }
        }
    }

    private func line(_ row: DeskRow) -> HTML {
        tag(
            .tr, .data("row", row.passage), .data("href", DeskParts.path(row.passage)),
            .class(isLate(row) ? "late" : nil)
        ) {
            if canPick {
                tag(.td) {
                    tag(
                        .input, .set(.type, "checkbox"), .set(.form, "bulk"), .set(.name, "pick:\(row.passage)"),
                        .aria("label", QueueWords.pick(language) + " " + (DeskParts.plate(row.tractor) ?? row.passage)))
                }
            }
            tag(.td) {
                DeskParts.severity(row, language)
                if row.isPerishable { tag(.span, .class("fresh"), text: QueueWords.fresh(language)) }
            }
            tag(.td, .class("age")) { age(row) }
            tag(.td) {
                tag(.strong, text: row.place.lane)
                " " + DeskParts.direction(row.direction)(language)
                tag(.br)
                Times.element(row.arrived)
            }
            tag(.td) {
                tag(.a, .href(DeskParts.path(row.passage)), .class("plates")) {
                    (DeskParts.plate(row.tractor) ?? DeskWords.unread(language))
                        + (row.trailer.map { " + " + (DeskParts.plate($0) ?? $0) } ?? "")
                }
                if !row.containers.isEmpty {
                    tag(.br)
                    tag(.span, .class("code"), text: row.containers.map(DeskParts.box).joined(separator: ", "))
                }
            }
            tag(.td) { why(row) }
            tag(.td) {
                row.declaration ?? "–"
                if let firm = row.firm {
                    tag(.br)
                    tag(.small, text: firm)
                }
            }
            tag(.td) {
                DeskParts.state(row, language)
                for agency in row.holds { tag(.span, .class("hold"), text: DeskParts.agency(agency)(language)) }
                if row.revisions > 0 { tag(.small, .class("revised"), text: QueueWords.revised(language)) }
                if let others = presence[row.passage], !others.isEmpty {
                    tag(.small, text: others.joined(separator: ", ") + " " + QueueWords.looking(language))
                }
            }
            tag(.td) { action(row) }
        }
    }

    private func why(_ row: DeskRow) -> HTML {
        guard let first = row.rules.first else { return .text("–") }
        let rest = row.rules.count - 1
        return .fragment([
            .text(RuleWords.of(first).title(language)),
            rest > 0
                ? tag(
                    .small, .class("more"),
                    text: QueueWords.more(language).replacingOccurrences(of: "%d", with: String(rest))) : .empty,
        ])
    }

    private func limit(_ row: DeskRow) -> Int64 { row.channel == .red ? query.redLimit : query.yellowLimit }

    private func isLate(_ row: DeskRow) -> Bool {
        row.state == .opened && now.seconds(since: row.queued) > Double(limit(row))
    }

    @HTMLBuilder private func age(_ row: DeskRow) -> HTML {
        if let resolved = row.resolved {
            Times.element(resolved)
        } else if row.state == .none {
            Times.element(row.decided)
        } else {
            let seconds = now.seconds(since: row.queued)
            let limit = DeskParts.span(Double(limit(row)), language)
            tag(.strong, text: DeskParts.span(seconds, language))
            tag(
                .small, .class(isLate(row) ? "overdue" : nil),
                text: isLate(row) ? QueueWords.overdue(language) : QueueWords.limit(language) + " " + limit)
        }
    }

    @HTMLBuilder private func action(_ row: DeskRow) -> HTML {
        if row.state == .opened || row.state == .referred {
            tag(.form, .set(.method, "post"), .action(DeskParts.path(row.passage, "claim"))) {
                call.csrfField
                tag(
                    .button, .set(.type, "submit"), .data("claim", ""),
                    .aria("label", QueueWords.claim(language) + " " + (DeskParts.plate(row.tractor) ?? row.passage)),
                    text: QueueWords.claim(language))
            }
        } else {
            tag(
                .a, .href(DeskParts.path(row.passage)),
                .aria("label", QueueWords.open(language) + " " + (DeskParts.plate(row.tractor) ?? row.passage)),
                text: QueueWords.open(language))
        }
    }
}
