import Foundation
import GateDomain
import GatePipeline

/// What each camera read, how certain of each character, and what else it may be.
struct ReadsTable {
    let file: DeskFile
    let language: Language

    var html: HTML {
        let corrections = file.acts.corrections
        return DeskParts.table(
            CaseWords.reads(language),
            [CaseWords.camera, CaseWords.text, CaseWords.certainty, CaseWords.alternatives].map { $0(language) }
        ) {
            for sighting in file.passage.sightings {
                if let (raw, text, confidence, note) = Self.read(sighting, language) {
                    tag(.tr) {
                        tag(.td) {
                            DeskParts.role(sighting.place.role)(language)
                            tag(.br)
                            tag(.small, text: sighting.place.camera)
                        }
                        tag(.td) {
                            characters(raw)
                            tag(.br)
                            tag(.small, text: text + (note.map { " · " + $0 } ?? ""))
                            if let correction = corrections[sighting.id] {
                                tag(.br)
                                tag(.strong, text: "\(CaseWords.corrected(language)) \(correction.to ?? "")")
                            }
                        }
                        tag(.td, text: Self.percent(confidence))
                        tag(.td) { others(raw) }
                    }
                }
            }
        }
    }

    private static func read(_ sighting: Sighting, _ language: Language) -> (ReadText, String, Double, String?)? {
        switch sighting.subject {
        case .plate(let read): (read.raw, read.plate.display, read.confidence, nil)
        case .container(let read):
            (
                read.raw, DeskParts.box(read.number.text), read.confidence,
                read.checkDigit == .invalid ? CaseWords.checkDigitBad(language) : read.sizeType?.text
            )
        case .unreadVehicle, .cameraDark: nil
        }
    }

    /// The less certain, the more marked.
    private func characters(_ raw: ReadText) -> HTML {
        tag(.span, .class("code big")) {
            for character in raw.characters {
                let probability = character.best.probability
                tag(
                    .span, .class(probability < 0.6 ? "doubt doubt--much" : probability < 0.9 ? "doubt" : nil),
                    .set(.title, Self.percent(probability)), text: String(character.best.character))
            }
        }
    }

    private func others(_ raw: ReadText) -> HTML {
        let doubtful = raw.characters.enumerated().filter {
            $0.element.best.probability < 0.97 && $0.element.alternatives.count > 1
        }
        if doubtful.isEmpty { return .text("–") }
        return tag(.ul, .class("plain")) {
            for (index, character) in doubtful.prefix(11) {
                tag(
                    .li,
                    text: "\(CaseWords.position(language)) \(index + 1): "
                        + character.alternatives.prefix(3).map { "\($0.character) \(Self.percent($0.probability))" }
                        .joined(separator: ", "))
            }
        }
    }

    static func percent(_ value: Double) -> String { "\(Int(saturating: (value * 100).rounded()))%" }
}
