import Foundation
import GateDomain
import GatePipeline

/// What does not fit, in plain words, the gravest first; and in one sentence what could not be checked.
struct FindingList {
    let file: DeskFile
    let language: Language

    var html: HTML {
        let found = file.verdict.discrepancies.sorted { ($1.severity, $0.rule) < ($0.severity, $1.rule) }
        return .fragment([
            found.isEmpty
                ? tag(.p, text: CaseWords.noFindings(language))
                : tag(.ol, .class("findings")) { for one in found { item(one) } },
            unchecked,
        ])
    }

    private func item(_ one: Discrepancy) -> HTML {
        let words = RuleWords.of(one.rule.number)
        return tag(.li, .class("finding finding--\(min(4, max(1, one.severity)))")) {
            tag(.h3, text: words.title(language))
            tag(.p) {
                tag(.strong, text: CaseWords.todo(language))
                " " + words.advice(language)
            }
            tag(.dl, .class("facts")) {
                tag(.dt, text: CaseWords.seen(language))
                tag(.dd) { tag(.span, .class("code"), text: one.seen) }
                if let declared = one.declared {
                    tag(.dt, text: CaseWords.declared(language))
                    tag(.dd) { tag(.span, .class("code"), text: declared) }
                }
            }
            tag(.details) {
                tag(
                    .summary,
                    text: "\(CaseWords.detail(language)) · \(CaseWords.rule(language)) \(one.rule.text) v\(one.version)"
                )
                tag(.p, .set(.lang, "en"), text: one.reason)
            }
        }
    }

    private var unchecked: HTML {
        let unknown = file.verdict.unknown
        if unknown.isEmpty { return .empty }
        let groups = Dictionary(grouping: unknown.keys.sorted(), by: { unknown[$0] ?? "" })
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        return tag(.details, .class("unchecked")) {
            tag(
                .summary,
                text: CaseWords.unchecked(language).replacingOccurrences(of: "%d", with: String(unknown.count)))
            tag(.ul) {
                for (missing, rules) in groups {
                    tag(.li) {
                        tag(.span, .set(.lang, "en"), text: missing)
                        ": " + rules.map { RuleWords.of($0.number).title(language) }.joined(separator: "; ")
                    }
                }
            }
        }
    }
}
