import GatePipeline

/// What is looked for, what waits for a second officer, and where to ask for more.
struct WatchPage {
    let call: Call
    let officer: DeskOfficer
    let desk: WatchDesk
    let notice: HTML

    private var language: Language { call.language }

    func response(status: Int) -> HTTPResponse {
        Page(WatchWords.title(language), for: call) {
            tag(.div, .class("wide"), .data("page", "watch")) {
                notice
                tag(.p, text: WatchWords.explained(language) + " " + WatchWords.files(language))
                if !desk.pending.isEmpty {
                    tag(.h2, text: WatchWords.pending(language))
                    for act in desk.pending { pending(act) }
                }
                tag(.h2, text: WatchWords.active(language))
                if desk.active.isEmpty { tag(.p, text: DeskWords.none(language)) } else { table }
                adding
                DeskParts.help([], language)
            }
        }.with(scripts: DeskParts.scripts, styles: DeskParts.styles).response(status: status)
    }

    private func pending(_ act: WatchAct) -> HTML {
        let thing = act.thing ?? desk.acts.first { $0.ordinal == act.answers }?.thing
        return tag(.div, .class("notice pending")) {
            tag(.p) {
                tag(.strong, text: act.officer)
                " " + DecideWords.asks(language) + " "
                tag(.strong, text: (act.kind == .added ? WatchWords.toAdd : WatchWords.toRemove)(language))
                if let thing { " " + describe(thing) }
            }
            if act.officer == officer.name {
                tag(.p, text: DecideWords.waitsForOther(language))
                button("decline", DecideWords.withdraw, act)
            } else {
                button("confirm", DecideWords.confirm, act)
                button("decline", DecideWords.decline, act)
            }
        }
    }

    private func describe(_ thing: WatchedThing) -> String {
        "\(WatchWords.kind(thing.kind)(language)) \(shown(thing)) · \(thing.note)"
    }

    private func shown(_ thing: WatchedThing) -> String {
        switch thing.kind {
        case .plate: DeskParts.plate(thing.text) ?? thing.text
        case .container: DeskParts.box(thing.text)
        case .person, .firm: thing.text
        }
    }

    private func button(_ action: String, _ label: Phrase, _ act: WatchAct) -> HTML {
        tag(.form, .set(.method, "post"), .action("/desk/watch/\(action)"), .class("inline")) {
            call.csrfField
            tag(.input, .set(.type, "hidden"), .set(.name, "act"), .set(.value, String(act.ordinal)))
            tag(.button, .set(.type, "submit"), .class(action == "confirm" ? nil : "quiet"), text: label(language))
        }
    }

    private var table: HTML {
        DeskParts.table(
            WatchWords.active(language),
            [WatchWords.kind, WatchWords.text, DeskWords.severity, WatchWords.note, WatchWords.added, DeskWords.action]
                .map { $0(language) }
        ) {
            for act in desk.active {
                if let thing = act.thing {
                    tag(.tr) {
                        tag(.td, text: WatchWords.kind(thing.kind)(language))
                        tag(.th, .set(.scope, "row"), .class("code"), text: shown(thing))
                        tag(.td, text: (thing.severity >= 4 ? DeskWords.block : DeskWords.red)(language))
                        tag(.td, text: thing.note)
                        tag(.td) {
                            act.officer + " "
                            Times.element(act.at)
                        }
                        tag(.td) { button("remove", WatchWords.remove, act) }
                    }
                }
            }
        }
    }

    private var adding: HTML {
        tag(.form, .set(.method, "post"), .action("/desk/watch/add"), .class("panel")) {
            call.csrfField
            choice(
                "kind", WatchWords.kind, WatchedThing.Kind.allCases.map { ($0.rawValue, WatchWords.kind($0)(language)) }
            )
            field("text", WatchWords.text)
            choice("severity", DeskWords.severity, [("3", DeskWords.red(language)), ("4", DeskWords.block(language))])
            field("note", WatchWords.note)
            tag(.button, .set(.type, "submit"), text: WatchWords.add(language))
        }
    }

    private func field(_ name: String, _ label: Phrase) -> HTML {
        tag(.div, .class("field")) {
            tag(.label, .set(.for, "w-\(name)"), text: label(language))
            tag(
                .input, .id("w-\(name)"), .set(.name, name), .set(.type, "text"), .set(.maxlength, "200"),
                .set(.autocomplete, "off"), .flag(.required))
        }
    }

    private func choice(_ name: String, _ label: Phrase, _ options: [(String, String)]) -> HTML {
        tag(.div, .class("field")) {
            tag(.label, .set(.for, "w-\(name)"), text: label(language))
            tag(.select, .id("w-\(name)"), .set(.name, name)) {
                for (value, word) in options { tag(.option, .set(.value, value), text: word) }
            }
        }
    }
}
