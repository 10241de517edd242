import GateDomain
import GatePipeline

/// Filing from a file: what was sent on one side, what was understood of it on the other.
struct FilingPage {
    let call: Call
    var message = ""
    var reading: MessageReading?
    var problem: Problem?
    var isFiled = false

    func response(status: Int = 200) -> HTTPResponse {
        let language = call.language
        return Page(Words.file(language), for: call) {
            if isFiled {
                tag(.p, .class("notice notice--good"), .set(.role, "status"), text: FirmWords.filed(language))
            }
            if let problem { mend(problem) }
            if let reading { understood(reading) }
            if let reading, !isFiled, !reading.declarations.isEmpty || !reading.notices.isEmpty {
                form(isConfirmed: true)
            } else {
                form(isConfirmed: false)
            }
        }.response(status: status)
    }

    private func form(isConfirmed: Bool) -> HTML {
        let language = call.language
        return tag(
            .form, .set(.method, "post"), .action("/firm/file"), .set(.enctype, "multipart/form-data"), .class("panel")
        ) {
            call.csrfField
            if isConfirmed {
                tag(.input, .set(.type, "hidden"), .set(.name, "action"), .set(.value, "file"))
            } else {
                tag(.div, .class("field")) {
                    tag(.label, .set(.for, "message"), text: FirmWords.chooseFile(language))
                    tag(.input, .id("message"), .set(.name, "message"), .set(.type, "file"))
                }
            }
            tag(.div, .class("field")) {
                tag(.label, .set(.for, "text"), text: FirmWords.orText(language))
                tag(.textarea, .id("text"), .set(.name, "text"), .set(.rows, "8"), text: message)
            }
            tag(.button, .set(.type, "submit"), text: (isConfirmed ? FirmWords.fileIt : FirmWords.check)(language))
        }
    }

    private func mend(_ problem: Problem) -> HTML {
        tag(.div, .class("notice notice--stop"), .set(.role, "alert")) {
            tag(.p, text: problem.detail)
            tag(.ul) {
                for error in problem.errors {
                    tag(.li) {
                        tag(.code, text: error.position)
                        " " + error.message
                    }
                }
            }
        }
    }

    private func understood(_ reading: MessageReading) -> HTML {
        let language = call.language
        return tag(.section, .class("panel")) {
            tag(.h2, text: FirmWords.understood(language))
            for declaration in reading.declarations.prefix(50) {
                tag(.h3, text: "\(declaration.reference) v\(declaration.version)")
                tag(.dl, .class("facts")) {
                    tag(.dt, text: FirmWords.vehicle(language))
                    tag(
                        .dd,
                        text: [declaration.vehicle.tractorPlate, declaration.vehicle.trailerPlate].compactMap {
                            $0?.display
                        }
                        .joined(separator: " + "))
                    for box in declaration.containers.prefix(20) {
                        tag(.dt, text: FirmWords.boxes(language))
                        tag(.dd, text: ([box.number] + box.seals.map(\.number)).joined(separator: " · "))
                    }
                    for goods in declaration.goods.prefix(20) {
                        tag(.dt, text: FirmWords.goods(language))
                        tag(.dd, text: [goods.hsCode, goods.description].compactMap { $0 }.joined(separator: " "))
                    }
                }
            }
            for problem in reading.problems.prefix(50) {
                tag(.p) {
                    tag(.code, text: problem.position)
                    " " + problem.message
                }
            }
        }
    }
}
