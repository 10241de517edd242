import Foundation
import GateDomain

/// Earlier declarations whose outcome is known, and how like them a new one is: the features of the risk model.
///
/// Mirrors `kernel_features` and `features` of Models/training/customs/train.py; a test holds the two together.
struct NeighbourSet: Sendable {
    /// How like two declarations are: a Gaussian over the logarithms of value and weight, times a factor for each thing that differs.
    struct Kernel: Codable, Sendable {
        var name: String
        var bandwidth: Double
        var origin: Double
        var departure: Double
        var taxType: Double
        var hs6: Double
        var hs4: Double
    }

    private struct Head: Codable {
        var rows: Int
        var base: Double
        var prior: Double
        var kernels: [Kernel]
        var features: [String]
        var words: [String]
    }

    /// What the neighbours by one kernel say.
    struct Vote {
        /// Neighbours, each by its likeness.
        var weight: Double
        /// Those of them that were fraudulent.
        var fraud: Double
    }

    let base: Double
    let kernels: [Kernel]
    let featureNames: [String]
    private let prior: Double
    private let words: [String: UInt16]
    /// Ascending.
    private let hs: [UInt32]
    private let value: [Float]
    private let weight: [Float]
    private let origin: [UInt16]
    private let departure: [UInt16]
    private let taxType: [UInt16]
    private let fraud: [UInt8]
    /// Stands for a word that no neighbour has.
    private static let stranger = UInt16.max

    init(path: String) throws(SelectivityError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SelectivityError("\(path): cannot be read; Models/training/customs/train.py makes it")
        }
        var reader = LittleEndianReader(bytes: [UInt8](data))
        let magic: [UInt8] = Array("BGNB".utf8) + [1, 0, 0, 0]
        guard reader.take(8).map({ Array($0) == magic }) == true, let length = reader.integers(UInt32.self, 1)?.first,
            let json = reader.take(Int(length)), let head = try? JSONDecoder().decode(Head.self, from: Data(json)),
            head.rows > 0, head.words.count < Int(UInt16.max), let hs = reader.integers(UInt32.self, head.rows),
            let value = reader.integers(UInt32.self, head.rows), let weight = reader.integers(UInt32.self, head.rows),
            let origin = reader.integers(UInt16.self, head.rows),
            let departure = reader.integers(UInt16.self, head.rows),
            let taxType = reader.integers(UInt16.self, head.rows), let fraud = reader.take(head.rows)
        else { throw SelectivityError("\(path): damaged, or of another version; make it again with train.py") }
        base = head.base
        prior = head.prior
        kernels = head.kernels
        featureNames = head.features
        // The empty word is no match for anything, as in the training.
        words = Dictionary(
            head.words.enumerated().map { ($1, UInt16($0)) }, uniquingKeysWith: { first, _ in first })
        self.hs = hs
        self.value = value.map { Float(bitPattern: $0) }
        self.weight = weight.map { Float(bitPattern: $0) }
        self.origin = origin
        self.departure = departure
        self.taxType = taxType
        self.fraud = Array(fraud)
    }

    /// The model's features in the order of `featureNames` (NaN where something is missing), and each kernel's vote.
    func features(_ declaration: CustomsDeclaration) -> (values: [Float], votes: [Vote]) {
        let logValue = declaration.price.map { Double(Float(log($0 + 1))) } ?? .nan
        let logWeight = declaration.netKg.map { Double(Float(log($0 + 0.1))) } ?? .nan
        let codes = (word(declaration.origin), word(declaration.departure), word(declaration.taxType))
        var votes = [Vote](repeating: Vote(weight: 0, fraud: 0), count: kernels.count)
        var (unitSum, unitCount) = (0.0, 0)
        let chapter = UInt64(declaration.hs) / 10_000
        for index in lowerBound(chapter * 10_000)..<lowerBound((chapter + 1) * 10_000) {
            let (dv, dw) = (Double(value[index]) - logValue, Double(weight[index]) - logWeight)
            let squares = (dv.isNaN ? 0 : dv * dv) + (dw.isNaN ? 0 : dw * dw)
            let isSame = (origin[index] == codes.0, departure[index] == codes.1, taxType[index] == codes.2)
            let isSame6 = hs[index] == declaration.hs
            let isSame4 = hs[index] / 100 == declaration.hs / 100
            if isSame6 {
                let unit = Double(value[index]) - Double(weight[index])
                if !unit.isNaN {
                    unitSum += unit
                    unitCount += 1
                }
            }
            for (place, kernel) in kernels.enumerated() {
                let factor =
                    (isSame.0 ? 1 : kernel.origin) * (isSame.1 ? 1 : kernel.departure)
                    * (isSame.2 ? 1 : kernel.taxType) * (isSame6 ? 1 : kernel.hs6) * (isSame4 ? 1 : kernel.hs4)
                // Beyond eight bandwidths nothing is left of a neighbour.
                guard factor > 0, squares < 64 * kernel.bandwidth * kernel.bandwidth else { continue }
                let likeness = factor * exp(-0.5 * squares / (kernel.bandwidth * kernel.bandwidth))
                votes[place].weight += likeness
                if fraud[index] != 0 { votes[place].fraud += likeness }
            }
        }
        var values: [Float] = []
        for vote in votes {
            values.append(Float((vote.fraud + prior * base) / (vote.weight + prior)))
            values.append(Float(log(vote.weight + 0.01)))
        }
        let unit = logValue - logWeight
        values += [Float(logValue), Float(logWeight), Float(unit)]
        values.append(unitCount > 0 ? Float(unit - unitSum / Double(unitCount)) : .nan)
        values.append(declaration.taxRate.map { Float($0) } ?? .nan)
        values.append(declaration.origin == declaration.departure ? 1 : 0)
        return (values, votes)
    }

    private func word(_ text: String) -> UInt16 { text.isEmpty ? Self.stranger : words[text] ?? Self.stranger }

    private func lowerBound(_ code: UInt64) -> Int {
        var (low, high) = (0, hs.count)
        while low < high {
            let middle = (low + high) / 2
            if UInt64(hs[middle]) < code { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// Reads numbers out of bytes; nil when there are too few.
private struct LittleEndianReader {
    let bytes: [UInt8]
    private var at = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
        guard count >= 0, count <= bytes.count - at else { return nil }
        defer { at += count }
        return bytes[at..<(at + count)]
    }

    mutating func integers<Value: FixedWidthInteger>(_ type: Value.Type, _ count: Int) -> [Value]? {
        let size = Value.bitWidth / 8
        guard count >= 0, count <= bytes.count / size, let part = take(count * size) else { return nil }
        return (0..<count).map { index in
            (0..<size).reversed().reduce(Value(0)) { $0 << 8 | Value(part[part.startIndex + index * size + $1]) }
        }
    }
}
