import GateDomain
import GatePipeline

/// Under which names passages are found.
enum DeskNames {
    /// Characters that are taken for each other become one.
    static func folded(_ text: String) -> String {
        String(
            text.map { character in
                switch character {
                case "O", "Q", "D": "0"
                case "I", "L": "1"
                case "Z": "2"
                case "A": "4"
                case "S": "5"
                case "G": "6"
                case "T": "7"
                case "B": "8"
                default: character
                }
            })
    }

    /// Kind and name of everything that a passage and its declaration say; read codes also backwards, to find them by their end.
    static func of(_ verdict: Verdict, _ passage: Passage, _ declaration: Declaration?) -> Set<Pair> {
        var pairs: Set<Pair> = []
        func code(_ kind: DeskName, _ text: String?) {
            let folded = folded(Plate.normalised(text ?? ""))
            guard folded.count >= 2 else { return }
            pairs.insert(Pair(kind: kind.rawValue, name: folded))
            pairs.insert(Pair(kind: kind.rawValue + " backwards", name: String(folded.reversed())))
        }
        func word(_ kind: DeskName, _ text: String?) {
            let name = Firm.normalised(text ?? "")
            if !name.isEmpty { pairs.insert(Pair(kind: kind.rawValue, name: name)) }
        }
        for plate in [verdict.tractorPlate, verdict.trailerPlate] + passage.sightings.map(\.plateText) {
            code(.plate, plate)
        }
        for box in verdict.containers.map(Optional.some) + passage.sightings.map(\.containerText) {
            code(.container, box)
        }
        for event in passage.readings {
            switch event.reading {
            case .seal(_, let number, _): word(.seal, number)
            case .driver(let number): word(.driver, number)
            default: break
            }
        }
        word(.declaration, verdict.declaration)
        guard let declaration else { return pairs }
        code(.plate, declaration.vehicle.tractorPlate?.text)
        for trailer in declaration.vehicle.trailers { code(.plate, trailer.text) }
        for box in declaration.containers { code(.container, box.number) }
        for seal in declaration.vehicle.seals + declaration.containers.flatMap(\.seals) { word(.seal, seal.number) }
        word(.driver, declaration.vehicle.driver)
        for parties in [declaration.parties] + declaration.consignments.map(\.parties) {
            for name in [parties.declarant, parties.consignor, parties.consignee, parties.carrier] {
                word(.firm, name)
                // Also by each of its words.
                for piece in (name ?? "").split(separator: " ") where piece.count >= 3 { word(.firm, String(piece)) }
            }
        }
        return pairs
    }

    struct Pair: Hashable {
        var kind: String
        var name: String
    }

    /// Whether two codes are the same but for one character that differs, is missing or too much.
    static func isOneApart(_ a: String, _ b: String) -> Bool {
        let (a, b) = a.count <= b.count ? (Array(a), Array(b)) : (Array(b), Array(a))
        guard b.count - a.count <= 1 else { return false }
        let start = zip(a, b).prefix { $0 == $1 }.count
        let end = zip(a.reversed(), b.reversed()).prefix { $0 == $1 }.count
        return start + end >= b.count - 1
    }
}

extension Sighting {
    var plateText: String? { if case .plate(let read) = subject { read.plate.text } else { nil } }
    var containerText: String? { if case .container(let read) = subject { read.number.text } else { nil } }
}
