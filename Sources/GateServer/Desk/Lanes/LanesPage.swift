import GateDomain
import GatePipeline

/// Each lane: the last picture of its cameras, how they are, what passed last, what barrier and driver are told.
struct LanesPage {
    struct Lane {
        var place: LanePlace
        var cameras: [DeskCamera]
        var passages: [DeskRow]
        var health: LaneHealth?
    }
    let call: Call
    let lanes: [Lane]
    let health: GateHealth?
    let now: Instant

    private var language: Language { call.language }

    func response() -> HTTPResponse {
        Page(DeskWords.lanes(language), for: call) {
            tag(.div, .class("wide"), .data("page", "lanes")) {
                tag(.div, .id("lanes"), .data("live", "lanes")) {
                    troubles
                    if lanes.isEmpty { tag(.p, .class("notice"), text: LanesWords.none(language)) }
                    tag(.div, .class("lanes")) { for lane in lanes { section(lane) } }
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
                DeskParts.help([], language)
            }
        }.with(scripts: DeskParts.scripts, styles: DeskParts.styles).response()
    }

    @HTMLBuilder private var troubles: HTML {
        if let health {
            if health.troubles.isEmpty {
                tag(.p, .class("notice notice--good"), text: LanesWords.allWell(language))
            } else {
                tag(.div, .class("notice notice--stop")) {
                    tag(.strong, text: LanesWords.troubles(language))
                    tag(.ul, .set(.lang, "en")) { for trouble in health.troubles { tag(.li, text: trouble) } }
                }
            }
        } else {
            tag(.p, .class("quietly"), text: LanesWords.noLanesHere(language))
        }
    }

    private func section(_ lane: Lane) -> HTML {
        tag(.section, .aria("label", lane.place.lane)) {
            tag(.h2) {
                lane.place.lane + " "
                tag(.small, text: lane.place.gate)
            }
            if let last = lane.passages.first { advice(last) }
            tag(.div, .class("pictures")) { for camera in lane.cameras { figure(camera, lane.health) } }
            tag(.h3, text: LanesWords.passages(language))
            tag(.ul, .class("plain")) {
                for row in lane.passages.prefix(6) {
                    tag(.li) {
                        Times.element(row.arrived)
                        " "
                        tag(.a, .href(DeskParts.path(row.passage))) {
                            [DeskParts.plate(row.tractor), DeskParts.plate(row.trailer)].compactMap { $0 }
                                .joined(separator: " + ").ifEmpty(DeskWords.unread(language))
                        }
                        " "
                        DeskParts.severity(row, language)
                        " "
                        DeskParts.state(row, language)
                    }
                }
            }
        }
    }

    private func advice(_ last: DeskRow) -> HTML {
        let isOpen = last.state == .none || last.state == .released
        return tag(.div) {
            tag(.p, .class("barrier barrier--\(isOpen ? "open" : "wait")")) {
                LanesWords.barrier(language) + " – " + (isOpen ? LanesWords.open : LanesWords.wait)(language)
            }
            tag(.p) {
                LanesWords.display(language) + ": "
                tag(.span, .class("code"), text: (isOpen ? LanesWords.driverGo : LanesWords.driverWait)(language))
            }
        }
    }

    private func figure(_ camera: DeskCamera, _ health: LaneHealth?) -> HTML {
        let state = health?.cameras.first { $0.camera == camera.place.camera }
        let role = DeskParts.role(camera.place.role)(language)
        return tag(.figure) {
            tag(.a, .href(DeskParts.path(camera.passage)), .class("scene")) {
                tag(
                    .img, .src(DeskParts.picture(camera.sha256, of: camera.passage)),
                    .set(.alt, "\(role) \(camera.place.camera)"), .set(.loading, "lazy"))
            }
            tag(.figcaption) {
                tag(.strong, text: role)
                tag(.br)
                LanesWords.lastPicture(language) + " "
                Times.element(camera.at)
                if let state { condition(state) }
            }
        }
    }

    @HTMLBuilder private func condition(_ camera: CameraHealth) -> HTML {
        let isWell = camera.state == .up && camera.darkSince == nil && camera.view == nil
        tag(
            .span, .class("state state--\(isWell ? "good" : camera.state == .away ? "stop" : "wait")"),
            text: [
                LanesWords.state(camera.state)(language), camera.darkSince == nil ? nil : LanesWords.dark(language),
                camera.view == nil ? nil : LanesWords.view(language),
            ].compactMap { $0 }.joined(separator: ", "))
    }
}

extension String {
    func ifEmpty(_ other: String) -> String { isEmpty ? other : self }
}
