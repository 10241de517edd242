import Foundation
import GateDomain
import GatePipeline

/// Earlier versions of the declaration, and what changed from one to the next.
struct VersionList {
    let file: DeskFile
    let language: Language

    @HTMLBuilder var html: HTML {
        if file.declaration?.conflict != nil {
            tag(.p, .class("notice notice--stop"), text: CaseWords.conflict(language))
        }
        if file.versions.count == 1 {
            tag(.p, text: CaseWords.onlyOne(language))
        } else {
            for (before, after) in zip(file.versions, file.versions.dropFirst()) { change(before, after) }
        }
    }

    private func change(_ before: Declaration, _ after: Declaration) -> HTML {
        let differences = Self.fields(before, language).compactMap { name, old -> (String, String, String)? in
            guard let new = Self.fields(after, language).first(where: { $0.0 == name })?.1, new != old else {
                return nil
            }
            return (name, old, new)
        }
        return tag(.div) {
            tag(.h3, text: "\(CaseWords.version(language)) \(before.version) → \(after.version)")
            if differences.isEmpty {
                tag(.p, text: CaseWords.noDifference(language))
            } else {
                tag(.dl, .class("facts")) {
                    for (name, old, new) in differences {
                        let pieces = TextDifference.pieces(old, new)
                        tag(.dt, text: name)
                        tag(.dd) {
                            TextDifference.html(pieces.a)
                            " → "
                            TextDifference.html(pieces.b)
                        }
                    }
                }
            }
        }
    }

    private static func fields(_ declaration: Declaration, _ language: Language) -> [(String, String)] {
        let vehicle = declaration.vehicle
        return [
            (CaseWords.tractor(language), vehicle.tractorPlate?.text ?? "–"),
            (CaseWords.trailer(language), vehicle.trailers.map(\.text).joined(separator: ", ")),
            (CaseWords.container(language), declaration.containers.map(\.number).joined(separator: ", ")),
            (
                CaseWords.seal(language),
                (vehicle.seals + declaration.containers.flatMap(\.seals)).map(\.number).joined(separator: ", ")
            ),
            (CaseWords.driver(language), vehicle.driver ?? "–"),
            (
                CaseWords.weight(language),
                declaration.containers.compactMap(\.grossKg).map { "\(Int(saturating: $0)) kg" }
                    .joined(separator: ", ")
            ),
            (
                CaseWords.goods(language),
                declaration.goods.map { [$0.hsCode, $0.description].compactMap { $0 }.joined(separator: " ") }
                    .joined(separator: "; ")
            ),
            (CaseWords.firm(language), declaration.parties.text ?? "–"),
            (DeskWords.state(language), declaration.status.rawValue),
        ]
    }
}
