import CXGBoost
import Foundation
import GateDomain

/// How risky a declaration is, and why.
public struct RiskScore: Hashable, Sendable {
    /// Probability of fraud by the model, 0…1.
    public var score: Double
    /// The strongest first.
    public var reasons: [RiskReason]
}

/// One group of features that moved a score, in an officer's words.
public struct RiskReason: Hashable, Sendable, Encodable {
    /// What was looked at: `similar declarations`, `route`, `value and weight`, `tax`.
    public var about: String
    /// Log-odds that it adds; negative speaks for the declaration.
    public var weight: Double
    public var text: String
}

/// Gradient-boosted trees over the outcomes of like declarations (R40–R42). One thread, the same scores on every run.
public final class RiskModel: @unchecked Sendable {
    // Sendable: the booster is used with `lock` held.
    private let lock = NSLock()
    private let booster: BoosterHandle
    private let neighbours: NeighbourSet

    /// - Parameter folder: with customs-model.json and customs-neighbours.bin.
    /// - Throws: `SelectivityError`.
    public init(folder: String) throws {
        neighbours = try NeighbourSet(path: folder + "/customs-neighbours.bin")
        let path = folder + "/customs-model.json"
        var handle: BoosterHandle?
        try Self.check(XGBoosterCreate(nil, 0, &handle), "XGBoost")
        guard let handle else { throw SelectivityError("XGBoost: no memory for a model") }
        booster = handle
        // From here on the instance is whole: an error frees the booster through deinit.
        try Self.check(XGBoosterLoadModel(handle, path), path)
        try Self.check(XGBoosterSetParam(handle, "nthread", "1"), path)
        var count: bst_ulong = 0
        try Self.check(XGBoosterGetNumFeature(handle, &count), path)
        guard Int(count) == neighbours.featureNames.count else {
            throw SelectivityError(
                "\(path): has \(count) features, customs-neighbours.bin \(neighbours.featureNames.count); "
                    + "both come from one run of train.py")
        }
    }

    deinit { XGBoosterFree(booster) }

    /// Scores in the order given.
    public func scores(of declarations: [CustomsDeclaration]) throws -> [RiskScore] {
        var result: [RiskScore] = []
        // In parts, so that memory does not grow with the file.
        for start in stride(from: 0, to: declarations.count, by: 2048) {
            result += try scored(declarations[start..<min(start + 2048, declarations.count)])
        }
        return result
    }

    private func scored(_ declarations: ArraySlice<CustomsDeclaration>) throws -> [RiskScore] {
        let looked = declarations.map { neighbours.features($0) }
        let width = neighbours.featureNames.count
        // What a Float cannot hold is missing.
        let values = looked.flatMap(\.values).map { $0.isFinite ? $0 : .nan }
        return try lock.withLock {
            var matrix: DMatrixHandle?
            try Self.check(
                XGDMatrixCreateFromMat(values, bst_ulong(looked.count), bst_ulong(width), .nan, &matrix), "XGBoost")
            defer { XGDMatrixFree(matrix) }
            let scores = try predict(matrix, mask: 0, count: looked.count)
            let shares = try predict(matrix, mask: 4, count: looked.count * (width + 1))
            return zip(declarations, looked).enumerated().map { index, pair in
                let row = Array(shares[(index * (width + 1))..<(index * (width + 1) + width)])
                return RiskScore(
                    score: Double(scores[index]),
                    reasons: Reasons(neighbours: neighbours).reasons(pair.0, pair.1.values, pair.1.votes, shares: row))
            }
        }
    }

    /// - Parameter mask: 0 for probabilities, 4 for each feature's share of the log-odds and the bias behind them.
    private func predict(_ matrix: DMatrixHandle?, mask: Int32, count: Int) throws -> [Float] {
        var (length, result): (bst_ulong, UnsafePointer<Float>?) = (0, nil)
        try Self.check(XGBoosterPredict(booster, matrix, mask, 0, 0, &length, &result), "XGBoost")
        guard Int(length) == count, let result else {
            throw SelectivityError("XGBoost: \(length) results where \(count) were asked for")
        }
        return Array(UnsafeBufferPointer(start: result, count: count))
    }

    private static func check(_ code: Int32, _ what: String) throws(SelectivityError) {
        guard code != 0 else { return }
        let lines = String(cString: XGBGetLastError()).split(separator: "\n")
        throw SelectivityError("\(what): \(lines.first ?? "failed"); Models/training/customs/train.py makes the model")
    }
}
