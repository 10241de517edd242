import GatePipeline

/// People and roles, keys, the audit chain.
struct AdminPage {
    let call: Call
    let people: [Account]
    let firms: [Firm]
    let keys: [APIKey]
    let now: Int64
    let notice: HTML

    private var language: Language { call.language }

    func response(status: Int) -> HTTPResponse {
        Page(DeskWords.administration(language), for: call) {
            tag(.div, .class("wide")) {
                notice
                tag(.p) { tag(.a, .href("/admin/audit"), text: AdminWords.audit(language)) }
                tag(.h2, text: AdminWords.people(language))
                peopleTable
                adding
                tag(.h2, text: AdminWords.keys(language))
                keyTable
                tag(.h2, text: AdminWords.chain(language))
                post("/admin/verify", AdminWords.verify) { .empty }
                tag(.h2, text: AdminWords.corrections(language))
                tag(.p) { tag(.a, .href("/admin/corrections"), text: AdminWords.export(language)) }
            }
        }.with(styles: DeskParts.styles).response(status: status)
    }

    private func post(_ path: String, _ label: Phrase, of name: String? = nil, @HTMLBuilder fields: () -> HTML) -> HTML
    {
        tag(.form, .set(.method, "post"), .action(path), .class("inline")) {
            call.csrfField
            fields()
            tag(
                .button, .set(.type, "submit"), .class("quiet"),
                .aria("label", name.map { "\(label(language)) \($0)" }),
                text: label(language))
        }
    }

    private func hidden(_ name: String, _ value: String) -> HTML {
        tag(.input, .set(.type, "hidden"), .set(.name, name), .set(.value, value))
    }

    private var peopleTable: HTML {
        DeskParts.table(
            AdminWords.people(language),
            [
                AdminWords.name, AdminWords.role, AdminWords.agency, AdminWords.factor, AdminWords.state,
                DeskWords.action,
            ].map { $0(language) }
        ) {
            for person in people {
                tag(.tr) {
                    tag(.th, .set(.scope, "row"), text: person.name)
                    tag(.td, text: AdminWords.role(person.role)(language))
                    tag(
                        .td,
                        text: person.agency.map { DeskParts.agency($0.holdName)(language) } ?? person.firm ?? "–")
                    tag(.td, text: (person.oneTimeSecret == nil ? AdminWords.off : AdminWords.on)(language))
                    tag(.td, text: (person.isDisabled ? AdminWords.disabled : AdminWords.live)(language))
                    tag(.td) {
                        post("/admin/people/reset", AdminWords.reset, of: person.name) { hidden("name", person.name) }
                        if person.id != call.principal.account?.id {
                            post(
                                "/admin/people/disable", person.isDisabled ? AdminWords.enable : AdminWords.disable,
                                of: person.name
                            ) {
                                hidden("name", person.name)
                                hidden("disabled", person.isDisabled ? "no" : "yes")
                            }
                        }
                    }
                }
            }
        }
    }

    private var adding: HTML {
        tag(.details) {
            tag(.summary, text: AdminWords.add(language))
            tag(.form, .set(.method, "post"), .action("/admin/people"), .class("panel")) {
                call.csrfField
                tag(.div, .class("field")) {
                    tag(.label, .set(.for, "p-name"), text: AdminWords.name(language))
                    tag(
                        .input, .id("p-name"), .set(.name, "name"), .set(.type, "text"), .set(.maxlength, "100"),
                        .set(.autocomplete, "off"), .flag(.required))
                }
                choice("role", AdminWords.role, Role.allCases.map { ($0.rawValue, AdminWords.role($0)(language)) })
                choice(
                    "agency", AdminWords.agency,
                    [("", "–")] + Agency.allCases.map { ($0.rawValue, DeskParts.agency($0.holdName)(language)) })
                choice("firm", AdminWords.firm, [("", "–")] + firms.map { ($0.id, $0.name) })
                tag(.button, .set(.type, "submit"), text: AdminWords.add(language))
            }
        }
    }

    private func choice(_ name: String, _ label: Phrase, _ options: [(String, String)]) -> HTML {
        tag(.div, .class("field")) {
            tag(.label, .set(.for, "p-\(name)"), text: label(language))
            tag(.select, .id("p-\(name)"), .set(.name, name)) {
                for (value, word) in options { tag(.option, .set(.value, value), text: word) }
            }
        }
    }

    @HTMLBuilder private var keyTable: HTML {
        if keys.isEmpty {
            tag(.p, text: DeskWords.none(language))
        } else {
            DeskParts.table(
                AdminWords.keys(language),
                [AdminWords.number, AdminWords.firm, AdminWords.lastUsed, AdminWords.state, DeskWords.action].map {
                    $0(language)
                }
            ) {
                for key in keys {
                    tag(.tr) {
                        tag(.th, .set(.scope, "row")) { tag(.code, text: key.id) }
                        tag(.td, text: key.firm)
                        tag(.td, text: key.used.map(Times.text) ?? AdminWords.never(language))
                        tag(.td, text: (key.isLive(at: now) ? AdminWords.live : AdminWords.dead)(language))
                        tag(.td) {
                            if key.isLive(at: now) {
                                post("/admin/keys/revoke", AdminWords.revoke, of: key.id) { hidden("key", key.id) }
                            }
                        }
                    }
                }
            }
        }
    }
}
