import GateDomain
import GatePipeline

/// Where an officer decides: only what this officer may do now is offered.
struct DecidePanel {
    let call: Call
    let file: DeskFile
    let desk: CaseDesk
    let officer: DeskOfficer

    private var language: Language { call.language }
    private var isMine: Bool { desk.holder == officer.name }
    private var isFree: Bool { desk.clearanceCase.state == .opened }

    @HTMLBuilder var html: HTML {
        holds
        for act in desk.acts.pending { second(act) }
        if desk.isResolved { resolved } else if desk.acts.pending.isEmpty { open }
        fold("note", DecideWords.note, key: "m") { send("note", DecideWords.save) { text(isNeeded: true) } }
        tag(.p) { tag(.a, .href("/desk/next"), .data("key", "n"), text: DecideWords.next(language) + " (n)") }
    }

    @HTMLBuilder private var holds: HTML {
        let names = desk.isResolved ? [] : desk.holds.sorted()
        if names.isEmpty {
            tag(.p, .class("quietly"), text: CaseWords.noHolds(language))
        } else {
            tag(.p) {
                CaseWords.holds(language) + ": "
                for name in names { tag(.span, .class("hold"), text: DeskParts.agency(name)(language)) }
            }
        }
    }

    @HTMLBuilder private var resolved: HTML {
        tag(.p) { DeskParts.state(file.row, language) }
        if file.row.state == .referred {
            send("claim", DecideWords.takeUp) { .empty }
        }
        fold("reopen", DecideWords.reopen, key: "u") {
            send("reopen", DecideWords.reopen) { text(isNeeded: true) }
        }
    }

    @HTMLBuilder private var open: HTML {
        if isFree {
            send("claim", DecideWords.claim, key: "c") { .empty }
        } else if !isMine {
            tag(.p, .class("notice"), text: DecideWords.inHandOf(language) + " " + (desk.holder ?? ""))
        }
        if isFree || isMine {
            fold("release", DecideWords.release, key: "r") {
                if desk.releaseNeedsSecond { tag(.p, .class("quietly"), text: DecideWords.secondNeeded(language)) }
                resolve(.release, DecideWords.release)
            }
            fold("refer", DecideWords.refer, key: "f") { resolve(.refer, DecideWords.refer) }
            fold("refuse", DecideWords.refuse, key: "x") { resolve(.refuse, DecideWords.refuse) }
            inspection
            if !reads.isEmpty { correction }
        }
        hold
        if isMine { send("unclaim", DecideWords.unclaim, isQuiet: true) { .empty } }
    }

    private func resolve(_ resolution: ClearanceCase.Resolution, _ label: Phrase) -> HTML {
        send(resolution.rawValue, label) {
            choice(
                "code", DecideWords.reason, id: resolution.rawValue,
                ReasonCode.allCases.filter { $0.resolutions.contains(resolution) }.map {
                    ($0.rawValue, CaseWords.reason($0)(language))
                })
            text(isNeeded: true, id: resolution.rawValue)
        }
    }

    private var inspection: HTML {
        desk.acts.isUnderInspection
            ? fold("inspected", DecideWords.inspected, key: "i") {
                send("inspected", DecideWords.save) {
                    choice(
                        "code", DecideWords.outcome, id: "inspected",
                        DeskOrder.InspectionOutcome.allCases.map { ($0.rawValue, CaseWords.outcome($0)(language)) })
                    text(isNeeded: true, id: "inspected")
                }
            }
            : fold("inspect", DecideWords.inspect, key: "i") {
                send("inspect", DecideWords.inspect) {
                    choice(
                        "code", DecideWords.way, id: "inspect",
                        DeskOrder.InspectionWay.allCases.map { ($0.rawValue, CaseWords.way($0)(language)) })
                    text(isNeeded: false, id: "inspect")
                }
            }
    }

    private var reads: [(id: String, text: String)] {
        file.passage.sightings.compactMap { sighting in
            sighting.codeText.map {
                (sighting.id, "\(DeskParts.role(sighting.place.role)(language)): \($0)")
            }
        }
    }

    private var correction: HTML {
        fold("correct", DecideWords.correct, key: "e") {
            tag(.p, .class("quietly"), text: DecideWords.secondNeeded(language))
            send("correct", DecideWords.save) {
                choice("subject", DecideWords.read, id: "correct", reads.map { ($0.id, $0.text) })
                tag(.div, .class("field")) {
                    tag(.label, .set(.for, "to"), text: DecideWords.right(language))
                    tag(
                        .input, .id("to"), .set(.name, "to"), .set(.type, "text"), .set(.maxlength, "20"),
                        .set(.autocomplete, "off"), .flag(.required))
                }
                text(isNeeded: true, id: "correct")
            }
        }
    }

    @HTMLBuilder private var hold: HTML {
        let own = officer.agency?.holdName
        let liftable = desk.holds.sorted().filter { agency in
            agency == own || (officer.agency == .customs && !Agency.allCases.map(\.holdName).contains(agency))
        }
        if let own, !desk.holds.contains(own) {
            fold("hold", DecideWords.hold, key: "h") {
                send("hold", DecideWords.hold) { text(isNeeded: true, id: "hold") }
            }
        }
        if !liftable.isEmpty {
            fold("lift", DecideWords.lift, key: "h") {
                send("lift", DecideWords.lift) {
                    choice(
                        "subject", CaseWords.holds, id: "lift",
                        liftable.map { ($0, DeskParts.agency($0)(language)) })
                    text(isNeeded: true, id: "lift")
                }
            }
        }
    }

    private func second(_ act: CaseAct) -> HTML {
        tag(.div, .class("notice pending"), .set(.role, "group"), .aria("label", DeskWords.pending(language))) {
            tag(.p) {
                tag(.strong, text: act.officer)
                " " + DecideWords.asks(language) + " "
                tag(
                    .strong,
                    text: act.kind == .corrected
                        ? "\(DecideWords.correct(language)): \(act.from ?? "") → \(act.to ?? "")"
                        : DecideWords.release(language))
                if let code = act.code.flatMap(CaseWords.code) { ". " + code(language) }
                if let text = act.text { tag(.q, text: text) }
            }
            if act.officer == officer.name {
                tag(.p, text: DecideWords.waitsForOther(language))
                send("decline", DecideWords.withdraw, isQuiet: true) { hidden(act) }
            } else {
                send("confirm", DecideWords.confirm, key: "y") {
                    hidden(act)
                    text(isNeeded: false, id: "confirm")
                }
                fold("decline", DecideWords.decline, key: nil) {
                    send("decline", DecideWords.decline, isQuiet: true) {
                        hidden(act)
                        text(isNeeded: true, id: "decline")
                    }
                }
            }
        }
    }

    private func hidden(_ act: CaseAct) -> HTML {
        tag(.input, .set(.type, "hidden"), .set(.name, "act"), .set(.value, String(act.ordinal)))
    }

    // MARK: Forms

    private func fold(_ name: String, _ label: Phrase, key: String?, @HTMLBuilder content: () -> HTML) -> HTML {
        tag(.details, .class("act act--\(name)"), .id("do-\(name)"), .data("key", key)) {
            tag(.summary, text: label(language) + (key.map { " (\($0))" } ?? ""))
            content()
        }
    }

    private func send(
        _ action: String, _ label: Phrase, key: String? = nil, isQuiet: Bool = false, @HTMLBuilder content: () -> HTML
    ) -> HTML {
        tag(.form, .set(.method, "post"), .action(DeskParts.path(file.passage.id, action)), .class("act-form")) {
            call.csrfField
            content()
            tag(
                .button, .set(.type, "submit"), .class(isQuiet ? "quiet" : nil), .data("key", key),
                text: label(language) + (key.map { " (\($0))" } ?? ""))
        }
    }

    private func choice(_ name: String, _ label: Phrase, id: String, _ options: [(String, String)]) -> HTML {
        tag(.div, .class("field")) {
            tag(.label, .set(.for, "\(id)-\(name)"), text: label(language))
            tag(.select, .id("\(id)-\(name)"), .set(.name, name)) {
                for (value, word) in options { tag(.option, .set(.value, value), text: word) }
            }
        }
    }

    private func text(isNeeded: Bool, id: String = "note") -> HTML {
        tag(.div, .class("field")) {
            tag(.label, .set(.for, "\(id)-text"), text: DecideWords.explain(language))
            tag(
                .textarea, .id("\(id)-text"), .set(.name, "text"), .set(.rows, "2"), .set(.maxlength, "2000"),
                .flag(.required, isNeeded))
        }
    }
}
