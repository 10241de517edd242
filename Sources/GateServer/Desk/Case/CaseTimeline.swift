import GateDomain
import GatePipeline

/// What happened, in order: the passage, verdicts that changed, what officers did.
struct CaseTimeline {
    let file: DeskFile
    let language: Language

    var html: HTML {
        tag(.ol, .class("steps")) {
            step(CaseWords.arrived(language), file.verdict.arrived, file.row.place.lane)
            for (index, former) in file.formerVerdicts.enumerated() {
                step(
                    index == 0 ? CaseWords.decided(language) : CaseWords.revised(language), former.decided,
                    Self.word(former, language))
            }
            step(
                file.formerVerdicts.isEmpty ? CaseWords.decided(language) : CaseWords.revised(language),
                file.verdict.decided, Self.word(file.verdict, language))
            for act in file.acts { item(act) }
        }
    }

    private static func word(_ verdict: Verdict, _ language: Language) -> String {
        let channel: Phrase =
            switch verdict.channel {
            case .red: DeskWords.red
            case .yellow: DeskWords.yellow
            case .blue: DeskWords.blue
            case .green: DeskWords.green
            }
        let rules = verdict.discrepancies.map { RuleWords.of($0.rule.number).title(language) }
        return ([channel(language)] + rules).joined(separator: " · ")
    }

    private func step(_ what: String, _ instant: Instant, _ detail: String) -> HTML {
        tag(.li, .class("done")) {
            tag(.strong, text: what)
            " " + detail
            Times.element(instant)
        }
    }

    private func item(_ act: CaseAct) -> HTML {
        tag(.li, .class(act.needsSecond && file.acts.pending.contains(act) ? nil : "done")) {
            tag(.strong, text: act.officer == "gate" ? "bordergate" : act.officer)
            act.agency.map { " (\(DeskParts.agency($0.holdName)(language)))" } ?? ""
            " " + CaseWords.kind(act.kind)(language)
            if act.kind == .held || act.kind == .lifted, let agency = act.subject {
                ": " + DeskParts.agency(agency)(language)
            }
            if let code = act.code.flatMap(CaseWords.code) { ": " + code(language) }
            if let from = act.from, let to = act.to {
                ": "
                tag(.span, .class("code"), text: "\(from) → \(to)")
            }
            if let text = act.text { tag(.q, text: text) }
            if act.needsSecond && file.acts.pending.contains(act) {
                tag(.span, .class("state state--wait"), text: DeskWords.pending(language))
            }
            Times.element(act.at)
        }
    }
}
