import Foundation
import GateDomain
import GatePipeline

/// Declared against seen, the differing characters marked.
struct ComparisonTable {
    let file: DeskFile
    let language: Language

    private struct Line {
        var name: Phrase
        var declared: String?
        var seen: String?
        /// A seen value that nobody could see is no difference.
        var isUnknown = false
    }

    var html: HTML {
        guard let declaration = file.declaration else {
            return .fragment([
                tag(.p, .class("notice notice--stop"), text: CaseWords.noDeclaration(language)), table(seenOnly),
            ])
        }
        return .fragment([
            tag(.p) {
                DeskWords.declaration(language) + " "
                tag(.strong, text: "\(declaration.reference) v\(declaration.version)")
                declaration.parties.text.map { " · " + $0 } ?? ""
            },
            table(lines(declaration)), goods(declaration),
        ])
    }

    private func table(_ lines: [Line]) -> HTML {
        DeskParts.table(
            CaseWords.comparison(language),
            [CaseWords.item, CaseWords.declared, CaseWords.seen, DeskWords.result].map { $0(language) },
            style: "comparison"
        ) {
            for line in lines { row(line) }
        }
    }

    private func row(_ line: Line) -> HTML {
        let isSame = line.declared.map(Plate.normalised) == line.seen.map(Plate.normalised)
        let pieces = TextDifference.pieces(line.declared ?? "", line.seen ?? "")
        let style: String
        let word: Phrase
        switch (line.declared, line.seen) {
        case (nil, _): (style, word) = ("wait", CaseWords.notDeclared)
        case (_, nil): (style, word) = (line.isUnknown ? "wait" : "stop", CaseWords.notSeen)
        default: (style, word) = isSame ? ("good", CaseWords.same) : ("stop", CaseWords.differs)
        }
        let marks = line.declared != nil && line.seen != nil && !isSame
        return tag(.tr, .class("compared--\(style)")) {
            tag(.th, .set(.scope, "row"), text: line.name(language))
            tag(.td) { marks ? TextDifference.html(pieces.a) : tag(.span, .class("code"), text: line.declared ?? "–") }
            tag(.td) { marks ? TextDifference.html(pieces.b) : tag(.span, .class("code"), text: line.seen ?? "–") }
            tag(.td) { tag(.span, .class("state state--\(style)"), text: word(language)) }
        }
    }

    private var corrections: [String: CaseAct] { file.acts.corrections }

    /// As seen, or as an officer corrected it.
    private func seen(_ text: String?) -> String? {
        guard let text else { return nil }
        let correction = file.passage.sightings.lazy.compactMap { sighting -> String? in
            guard sighting.codeText == text else { return nil }
            return corrections[sighting.id]?.to
        }.first
        return correction ?? text
    }

    private func lines(_ declaration: Declaration) -> [Line] {
        let verdict = file.verdict
        var lines = [
            Line(
                name: CaseWords.tractor, declared: DeskParts.plate(declaration.vehicle.tractorPlate?.text),
                seen: DeskParts.plate(seen(verdict.tractorPlate)), isUnknown: true)
        ]
        if verdict.trailerPlate != nil || !declaration.vehicle.trailers.isEmpty {
            lines.append(
                Line(
                    name: CaseWords.trailer, declared: DeskParts.plate(declaration.vehicle.trailerPlate?.text),
                    seen: DeskParts.plate(seen(verdict.trailerPlate)), isUnknown: true))
        }
        for pair in Self.paired(declaration.containers.map(\.number), verdict.containers.compactMap { seen($0) }) {
            lines.append(
                Line(
                    name: CaseWords.container, declared: pair.declared.map(DeskParts.box),
                    seen: pair.seen.map(DeskParts.box)))
        }
        let seals = (declaration.vehicle.seals + declaration.containers.flatMap(\.seals)).map(\.number)
        for pair in Self.paired(seals, file.passage.seals) {
            lines.append(Line(name: CaseWords.seal, declared: pair.declared, seen: pair.seen, isUnknown: true))
        }
        if let driver = declaration.vehicle.driver ?? file.passage.driver {
            lines.append(
                Line(
                    name: CaseWords.driver, declared: declaration.vehicle.driver == nil ? nil : driver,
                    seen: file.passage.driver, isUnknown: true))
        }
        if let weighing = file.verdict.weighing {
            lines.append(
                Line(
                    name: CaseWords.weight,
                    declared: weighing.expected.map {
                        "\(Int(saturating: $0)) ± \(Int(saturating: weighing.tolerance ?? 0)) kg"
                    }, seen: "\(Int(saturating: weighing.measured)) kg"))
        }
        return lines
    }

    private var seenOnly: [Line] {
        let verdict = file.verdict
        var lines = [Line(name: CaseWords.tractor, seen: DeskParts.plate(seen(verdict.tractorPlate)))]
        if let trailer = seen(verdict.trailerPlate) {
            lines.append(Line(name: CaseWords.trailer, seen: DeskParts.plate(trailer)))
        }
        for box in verdict.containers {
            lines.append(Line(name: CaseWords.container, seen: seen(box).map(DeskParts.box)))
        }
        for seal in file.passage.seals { lines.append(Line(name: CaseWords.seal, seen: seal)) }
        if let driver = file.passage.driver { lines.append(Line(name: CaseWords.driver, seen: driver)) }
        return lines
    }

    /// Equal ones belong together, then those that differ least.
    static func paired(_ declared: [String], _ seen: [String]) -> [(declared: String?, seen: String?)] {
        var rest = seen
        var pairs: [(declared: String?, seen: String?)] = declared.map { wanted in
            guard let index = rest.firstIndex(where: { Plate.normalised($0) == Plate.normalised(wanted) }) else {
                return (wanted, nil)
            }
            return (wanted, rest.remove(at: index))
        }
        for index in pairs.indices where pairs[index].seen == nil {
            guard let wanted = pairs[index].declared,
                let nearest = rest.indices.min(by: {
                    TextDifference.distance(wanted, rest[$0]) < TextDifference.distance(wanted, rest[$1])
                })
            else { continue }
            pairs[index].seen = rest.remove(at: nearest)
        }
        return pairs + rest.map { (nil, $0) }
    }

    private func goods(_ declaration: Declaration) -> HTML {
        guard !declaration.goods.isEmpty else { return .empty }
        return tag(.details) {
            tag(.summary, text: CaseWords.goods(language) + " (\(declaration.goods.count))")
            tag(.ul) {
                for goods in declaration.goods.prefix(50) {
                    tag(
                        .li,
                        text: [
                            goods.hsCode, goods.description, goods.grossKg.map { "\(Int(saturating: $0)) kg" },
                            goods.origin,
                        ].compactMap { $0 }.joined(separator: " · "))
                }
            }
        }
    }
}

extension Sighting {
    /// What was read, if anything was.
    var codeText: String? {
        switch subject {
        case .plate(let read): read.plate.text
        case .container(let read): read.number.text
        case .unreadVehicle, .cameraDark: nil
        }
    }
}

extension Passage {
    var seals: [String] {
        readings.compactMap { event in
            if case .seal(let state, let number, _) = event.reading { number ?? state.rawValue } else { nil }
        }
    }

    var driver: String? {
        readings.lazy.compactMap { event -> String? in
            if case .driver(let number) = event.reading { number } else { nil }
        }.first
    }
}

extension Declaration.Parties {
    /// Everybody who is named, once.
    var text: String? {
        var names: [String] = []
        for name in [declarant, consignor, consignee, carrier].compactMap({ $0 }) where !names.contains(name) {
            names.append(name)
        }
        return names.isEmpty ? nil : names.joined(separator: " · ")
    }
}
