import GateDomain

extension RuleConfiguration {
    /// A setting that cannot be: the keys that lead to it, and what would be right.
    public typealias Problem = (path: [String], text: String)

    /// Settings that are of the right type and yet mean nothing: shares beyond one, negative times, rules that there are not.
    public var problems: [Problem] {
        var problems: [Problem] = []
        func check<Number: Comparable>(
            _ key: String..., value: Number, in range: ClosedRange<Number>, unit: String = ""
        ) {
            guard !range.contains(value) else { return }
            problems.append((key, "\(range.lowerBound) to \(range.upperBound)\(unit) is what this can be"))
        }
        func checkLanes(_ place: LanePlace, _ path: [String]) {
            if place.gate.isEmpty || place.lane.isEmpty { problems.append((path, "gate and lane belong here")) }
        }
        check("version", value: version, in: 0...1_000_000)
        check("randomShare", value: randomShare, in: 0...1)
        check("expectedShare", value: expectedShare, in: 0...1)
        check("riskThreshold", value: riskThreshold, in: 0...1)
        check("invalidPlateConfidence", value: invalidPlateConfidence, in: 0...1)
        check("containerConfidence", value: containerConfidence, in: 0...1)
        check("containerReads", value: containerReads, in: 1...100)
        check("defaultTravelSeconds", value: defaultTravelSeconds, in: 0...604_800, unit: " seconds")
        check("retentionDays", value: retentionDays, in: 1...36_500, unit: " days")
        check("matchThreshold", value: matchThreshold, in: -100...100)
        check("longestStopMinutes", value: longestStopMinutes, in: 0...100_000, unit: " minutes")
        check("oneWayHours", value: oneWayHours, in: 0...87_600, unit: " hours")
        check("twoWayHours", value: twoWayHours, in: 0...87_600, unit: " hours")
        check("topUpHours", value: topUpHours, in: 0.01...8_760, unit: " hours")
        check("vehiclesPerDriver", value: vehiclesPerDriver, in: 1...1_000)
        check("valueLeastOthers", value: valueLeastOthers, in: 2...1_000_000)
        check("valueDeviations", value: valueDeviations, in: 0.1...1_000)
        check("weights", "classes", value: weights.classes, in: 0...100)
        check("weights", "combinationKg", value: weights.combinationKg, in: 0...200_000, unit: " kg")
        check("weights", "rigidKg", value: weights.rigidKg, in: 0...200_000, unit: " kg")
        check("weights", "kerbUncertaintyKg", value: weights.kerbUncertaintyKg, in: 0...200_000, unit: " kg")
        check("weights", "tareUncertaintyKg", value: weights.tareUncertaintyKg, in: 0...200_000, unit: " kg")
        check("weights", "learnFrom", value: weights.learnFrom, in: 1...10_000)
        check("weights", "learnOver", value: weights.learnOver, in: 1...10_000)
        check("weights", "roadLimitKg", value: weights.roadLimitKg, in: 0...1_000_000, unit: " kg")
        check("weights", "containerRatingKg", value: weights.containerRatingKg, in: 0...200_000, unit: " kg")
        check("confusion", "hanzi", value: confusion.hanzi, in: 0...1)
        check("confusion", "floor", value: confusion.floor, in: 0...1)
        for (index, pair) in confusion.pairs.enumerated() {
            let path = ["confusion", "pairs", String(index)]
            if !(0...1).contains(pair.probability) {
                problems.append((path + ["probability"], "0 to 1 is what this can be"))
            }
            if pair.a.count != 1 || pair.b.count != 1 { problems.append((path, "a and b are one character each")) }
        }
        for (name, setting) in rules.sorted(by: { $0.key < $1.key }) {
            if RuleID(text: name)?.text != name {
                problems.append((["rules", name], "there is no rule \"\(name.prefix(20))\"; rules are R01 to R45"))
            }
            check("rules", name, "severity", value: setting.severity, in: 1...4)
            if setting.agencies?.contains(where: \.isEmpty) == true {
                problems.append((["rules", name, "agencies"], "an agency without a name"))
            }
        }
        for (index, way) in travel.enumerated() {
            let path = ["travel", String(index)]
            if way.gates.count != 2 || Set(way.gates).count != 2 || way.gates.contains("") {
                problems.append((path + ["gates"], "two different gates belong here"))
            }
            if !(0...604_800).contains(way.seconds) {
                problems.append((path + ["seconds"], "0 to 604800 seconds is what this can be"))
            }
        }
        for (index, step) in steps.enumerated() {
            let path = ["steps", String(index)]
            checkLanes(step.from, path + ["from"])
            checkLanes(step.to, path + ["to"])
            if !(0...8_640_000).contains(step.leastSeconds)
                || !(step.leastSeconds...8_640_000).contains(step.mostSeconds)
            {
                problems.append((path, "leastSeconds is at least 0 and at most mostSeconds, which is at most 8640000"))
            }
        }
        return problems
    }
}
