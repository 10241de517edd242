import GateDomain
import GatePipeline

/// The queue: what waits for an officer, the gravest first.
struct QueuePage {
    let call: Call
    let officer: DeskOfficer
    let query: DeskQuery
    let queue: DeskQueue
    /// Who looks at which case now, others than the officer.
    let presence: [String: [String]]
    let now: Instant
    var notice: HTML = .empty

    private var language: Language { call.language }

    func response(status: Int = 200) -> HTTPResponse {
        Page(DeskWords.queue(language), for: call) {
            tag(.div, .class("wide"), .data("page", "queue")) {
                notice
                DeskParts.searchForm("", language)
                views
                filters
                tag(.div, .id("rows"), .data("live", "rows")) { rows }
                tag(.p, .class("quietly")) {
                    tag(
                        .span, .id("live"), .data("lost", DeskWords.offline(language)), .set(.role, "status"),
                        text: DeskWords.live(language))
                    " "
                    tag(
                        .button, .set(.type, "button"), .class("quiet"), .data("help", ""),
                        text: DeskWords.helpButton(language))
                }
                DeskParts.help(
                    [
                        ("j ↓", QueueWords.keyDown), ("k ↑", QueueWords.keyUp), ("Enter", QueueWords.keyOpen),
                        ("c", QueueWords.keyClaim),
                    ], language)
            }
        }.with(scripts: DeskParts.scripts, styles: DeskParts.styles).response(status: status)
    }

    static func name(_ view: DeskQuery.View) -> Phrase {
        switch view {
        case .waiting: QueueWords.waiting
        case .mine: QueueWords.mine
        case .second: QueueWords.second
        case .referred: QueueWords.referred
        case .done: QueueWords.done
        }
    }

    private var views: HTML {
        tag(.nav, .class("views"), .id("views"), .data("live", "views"), .aria("label", QueueWords.views(language))) {
            for view in DeskQuery.View.allCases {
                tag(
                    .a, .href("/desk?view=\(view.rawValue)"), .aria("current", view == query.view ? "page" : nil)
                ) {
                    Self.name(view)(language)
                    if let count = queue.counts[view] {
                        " "
                        tag(.span, .class("count"), text: String(count))
                    }
                }
            }
        }
    }

    private var filters: HTML {
        tag(.form, .set(.method, "get"), .action("/desk"), .class("filters")) {
            tag(.input, .set(.type, "hidden"), .set(.name, "view"), .set(.value, query.view.rawValue))
            choice(
                "channel", QueueWords.channel, [("red", DeskWords.red), ("yellow", DeskWords.yellow)],
                query.channel?.rawValue)
            choice(
                "lane", QueueWords.laneFilter,
                queue.lanes.map { ("\($0.gate)/\($0.lane)", Phrase(vi: $0.lane, en: $0.lane, zh: $0.lane)) },
                query.lane.flatMap { lane in query.gate.map { "\($0)/\(lane)" } })
            choice(
                "agency", QueueWords.agency, Agency.allCases.map { ($0.holdName, DeskParts.agency($0.holdName)) },
                query.agency)
            tag(.label, .class("tick")) {
                tag(
                    .input, .set(.type, "checkbox"), .set(.name, "perishable"), .set(.value, "yes"),
                    .flag(.checked, query.isPerishable))
                " " + QueueWords.perishable(language)
            }
            tag(.button, .set(.type, "submit"), .class("quiet"), text: QueueWords.filter(language))
        }
    }

    private func choice(_ name: String, _ label: Phrase, _ options: [(String, Phrase)], _ chosen: String?) -> HTML {
        tag(.label) {
            label(language) + " "
            tag(.select, .set(.name, name)) {
                tag(.option, .set(.value, ""), text: QueueWords.all(language))
                for (value, word) in options {
                    tag(.option, .set(.value, value), .flag(.selected, value == chosen), text: word(language))
                }
            }
        }
    }

    private var rows: HTML {
        if queue.rows.isEmpty { return tag(.p, .class("notice"), text: QueueWords.empty(language)) }
        return .fragment([
            CaseTable(call: call, officer: officer, rows: queue.rows, query: query, presence: presence, now: now).html,
            officer.may(.reroute) ? bulk : .empty, paging,
        ])
    }

    private var bulk: HTML {
        tag(.form, .id("bulk"), .set(.method, "post"), .action("/desk/reroute"), .class("filters")) {
            call.csrfField
            tag(.strong, text: QueueWords.reroute(language))
            tag(.label) {
                QueueWords.toAgency(language) + " "
                tag(.select, .set(.name, "agency")) {
                    for agency in Agency.allCases {
                        tag(
                            .option, .set(.value, agency.rawValue), text: DeskParts.agency(agency.holdName)(language))
                    }
                }
            }
            tag(.label) {
                QueueWords.reason(language) + " "
                tag(.input, .set(.name, "text"), .set(.type, "text"), .set(.maxlength, "500"), .flag(.required))
            }
            tag(.button, .set(.type, "submit"), .class("quiet"), text: QueueWords.send(language))
        }
    }

    private var paging: HTML {
        tag(.p) {
            if query.offset > 0 {
                tag(.a, .href(link(max(0, query.offset - query.limit))), text: QueueWords.previous(language))
                " "
            }
            if queue.rows.count == query.limit {
                tag(.a, .href(link(query.offset + query.limit)), text: QueueWords.next(language))
            }
        }
    }

    private func link(_ offset: Int) -> String {
        var link = "/desk?view=\(query.view.rawValue)&offset=\(offset)"
        if let channel = query.channel { link += "&channel=\(channel.rawValue)" }
        if let gate = query.gate, let lane = query.lane { link += "&lane=" + DeskParts.escaped("\(gate)/\(lane)") }
        if let agency = query.agency { link += "&agency=" + DeskParts.escaped(agency) }
        if query.isPerishable { link += "&perishable=yes" }
        return link
    }
}
