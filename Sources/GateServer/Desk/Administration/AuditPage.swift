import GateDomain
import GatePipeline

/// The audit log, newest first, of one actor or subject where these are given.
struct AuditPage {
    let call: Call
    let actor: String?
    let subject: String?
    let trail: [DeskFile.Trail]

    private var language: Language { call.language }

    func response() -> HTTPResponse {
        Page(AdminWords.audit(language), for: call) {
            tag(.div, .class("wide")) {
                tag(.form, .set(.method, "get"), .action("/admin/audit"), .class("filters")) {
                    field("actor", AdminWords.actor, actor)
                    field("subject", AdminWords.subject, subject)
                    tag(.button, .set(.type, "submit"), text: AdminWords.show(language))
                }
                tag(.p, .class("quietly"), text: AdminWords.recent(language))
                if trail.isEmpty { tag(.p, .class("notice"), text: DeskWords.none(language)) } else { table }
                if trail.count == 100, let last = trail.last {
                    tag(.p) { tag(.a, .href(link(before: last.sequence)), text: AdminWords.older(language)) }
                }
            }
        }.with(styles: DeskParts.styles).response()
    }

    private func field(_ name: String, _ label: Phrase, _ value: String?) -> HTML {
        tag(.label) {
            label(language) + " "
            tag(.input, .set(.type, "text"), .set(.name, name), .set(.value, value ?? ""), .set(.maxlength, "300"))
        }
    }

    private func link(before sequence: Int64) -> String {
        var link = "/admin/audit?before=\(sequence)"
        if let actor { link += "&actor=" + DeskParts.escaped(actor) }
        if let subject { link += "&subject=" + DeskParts.escaped(subject) }
        return link
    }

    private var table: HTML {
        DeskParts.table(
            AdminWords.audit(language),
            [AdminWords.number, DeskWords.time, AdminWords.actor, AdminWords.action, AdminWords.subject].map {
                $0(language)
            }
        ) {
            for entry in trail {
                tag(.tr) {
                    tag(.td, .class("number"), text: String(entry.sequence))
                    // What came in a message has no time that the gate would vouch for.
                    tag(.td) { entry.at.microseconds == 0 ? .text("–") : Times.element(entry.at) }
                    tag(.td, text: entry.actor)
                    tag(.td) { tag(.span, .class("code"), text: entry.action) }
                    tag(.td, text: entry.subject)
                }
            }
        }
    }
}
