import GateDomain
import GatePipeline

/// One case: pictures, declared against seen, findings, history, and where to decide.
struct CasePage {
    let call: Call
    let file: DeskFile
    let officer: DeskOfficer
    let sizes: [String: JPEGSize]
    let graph: IdentityGraph
    let histories: [(kind: Phrase, name: String, rows: [DeskRow])]
    let presence: [String]
    let query: DeskQuery
    let now: Instant
    var notice: HTML = .empty

    private var language: Language { call.language }

    func response(status: Int = 200) -> HTTPResponse {
        let name = [DeskParts.plate(file.row.tractor), DeskParts.plate(file.row.trailer)].compactMap { $0 }
        let title =
            "\(CaseWords.title(language)): "
            + (name.isEmpty ? DeskWords.unread(language) : name.joined(separator: " + "))
        return Page(title, for: call) {
            tag(
                .div, .class("wide case"), .data("page", "case"),
                .data("presence", DeskParts.path(file.passage.id, "presence"))
            ) {
                tag(.div, .id("notice"), .data("live", "notice")) { notice }
                head
                tag(.div, .class("columns")) {
                    tag(.div, .class("evidence")) { evidence }
                    tag(.aside, .class("decide"), .aria("label", DecideWords.panel(language))) {
                        tag(.h2, text: DecideWords.panel(language))
                        tag(.div, .id("decide"), .data("live", "decide")) { decide }
                    }
                }
                tag(.p, .class("quietly")) {
                    tag(
                        .span, .id("live"), .data("lost", DeskWords.offline(language)), .set(.role, "status"),
                        text: DeskWords.live(language))
                    " "
                    tag(
                        .button, .set(.type, "button"), .class("quiet"), .data("help", ""),
                        text: DeskWords.helpButton(language))
                }
                DeskParts.help(Self.keys, language)
                tag(.dialog, .id("zoom"), .aria("label", CaseWords.enlarge(language))) {
                    tag(.form, .set(.method, "dialog")) {
                        tag(.button, .set(.type, "submit"), text: DeskWords.close(language))
                    }
                    tag(.div, .id("zoomed"))
                }
            }
        }.with(scripts: DeskParts.scripts, styles: DeskParts.styles).response(status: status)
    }

    private static let keys: [(key: String, what: Phrase)] = [
        ("c", QueueWords.keyClaim), ("r", DecideWords.keyRelease), ("f", DecideWords.keyRefer),
        ("x", DecideWords.keyRefuse), ("i", DecideWords.keyInspect), ("h", DecideWords.keyHold),
        ("e", DecideWords.keyCorrect), ("m", DecideWords.keyNote), ("y", DecideWords.keyConfirm),
        ("u", DecideWords.keyUndo), ("Ctrl Enter", DecideWords.keySend),
    ]

    private var head: HTML {
        tag(.div, .id("head"), .data("live", "head"), .class("head")) {
            tag(.p) {
                DeskParts.severity(file.row, language)
                if file.row.isPerishable { tag(.span, .class("fresh"), text: QueueWords.fresh(language)) }
                " "
                DeskParts.state(file.row, language)
                " "
                tag(.strong, text: file.row.place.lane)
                " \(file.row.place.gate) · " + DeskParts.direction(file.row.direction)(language) + " · "
                Times.element(file.row.arrived)
                if file.clearanceCase != nil, file.row.resolved == nil {
                    " · " + DeskParts.span(now.seconds(since: file.row.queued), language)
                }
                if file.row.revisions > 0 {
                    tag(.span, .class("state state--wait"), text: QueueWords.revised(language))
                }
            }
            tag(.p, .id("presence"), .class("quietly"), .data("label", CaseWords.isLookedAt(language))) {
                presence.isEmpty ? "" : CaseWords.isLookedAt(language) + " " + presence.joined(separator: ", ")
            }
        }
    }

    @HTMLBuilder private var decide: HTML {
        if let opened = file.clearanceCase {
            DecidePanel(
                call: call, file: file,
                desk: CaseDesk(clearanceCase: opened, acts: file.acts, verdict: file.verdict), officer: officer
            ).html
        } else {
            tag(.p) { DeskParts.state(file.row, language) }
        }
    }

    @HTMLBuilder private var evidence: HTML {
        section("findings", CaseWords.findings) { FindingList(file: file, language: language).html }
        section("comparison", CaseWords.comparison) { ComparisonTable(file: file, language: language).html }
        section("pictures-head", CaseWords.pictures) {
            EvidencePictures(file: file, sizes: sizes, language: language).html
        }
        if graph.isWorthDrawing { section("graph", CaseWords.graph) { graph.html } }
        section("reads", CaseWords.reads) { ReadsTable(file: file, language: language).html }
        section("timeline", CaseWords.timeline) {
            tag(.div, .id("steps"), .data("live", "steps")) { CaseTimeline(file: file, language: language).html }
        }
        section("history", CaseWords.history) { history }
        if !file.versions.isEmpty {
            section("versions", CaseWords.versions) { VersionList(file: file, language: language).html }
        }
    }

    private func section(_ name: String, _ title: Phrase, @HTMLBuilder content: () -> HTML) -> HTML {
        tag(.section, .aria("labelledby", "s-\(name)")) {
            tag(.h2, .id("s-\(name)"), text: title(language))
            content()
        }
    }

    @HTMLBuilder private var history: HTML {
        for (kind, name, rows) in histories {
            tag(.details) {
                tag(.summary, text: "\(kind(language)) \(name) (\(rows.count))")
                if rows.isEmpty {
                    tag(.p, text: CaseWords.noHistory(language))
                } else {
                    tag(.ul, .class("plain")) { for row in rows { past(row) } }
                }
            }
        }
    }

    private func past(_ row: DeskRow) -> HTML {
        tag(.li) {
            tag(.a, .href(DeskParts.path(row.passage))) { Times.element(row.arrived) }
            " \(row.place.lane) " + DeskParts.direction(row.direction)(language) + " "
            [DeskParts.plate(row.tractor), DeskParts.plate(row.trailer)].compactMap { $0 }.joined(separator: " + ")
            " " + row.containers.map(DeskParts.box).joined(separator: ", ") + " "
            DeskParts.severity(row, language)
            " "
            DeskParts.state(row, language)
        }
    }
}
