import GateDomain

/// Control totals (CNT): 5 goods items, 7 gross weight, 8 and 11 packages, 10 consignments, 16 equipment.
extension EDIFACTMessage {
    mutating func takeTotal(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        guard let code = segment[1], let text = segment[1, 2] else { return }
        guard let value = FieldText.number(text) else {
            log.error(segment.place(1, 2), "\(quoted(text)) is no control total; give a number")
            return
        }
        guard ["5", "7", "8", "10", "11", "16"].contains(code), totals.count < limits.items else {
            declaration.keep(path("CNT+\(code)"), text)
            return
        }
        // Behind a consignment's head a total counts that consignment, at the message's end all of them.
        let own = scope == .consignment && ["7", "8", "11"].contains(code) ? consignment : nil
        totals.append(
            Total(
                code: code, value: value, consignment: own.map { declaration.consignments[$0].reference },
                place: segment.place(1, 2)))
    }

    func checkTotals(_ log: inout ProblemLog) {
        guard !totals.isEmpty else { return }
        let sums = Dictionary(grouping: declaration.goods, by: \.consignment).mapValues(Sum.init)
        let all = Sum(declaration.goods)
        let boxes = declaration.containers.reduce(0) { $0 + ($1.grossKg ?? 0) }
        for total in totals {
            let sum = total.consignment.map { sums[$0] ?? Sum([]) } ?? all
            let found: Double
            switch total.code {
            case "5" where lines > 0: found = Double(lines)
            case "7" where sum.grossKg > 0: found = sum.grossKg
            case "7" where total.consignment == nil && boxes > 0: found = boxes
            case "8" where sum.packages > 0, "11" where sum.packages > 0: found = sum.packages
            case "10" where !declaration.consignments.isEmpty: found = Double(declaration.consignments.count)
            case "16": found = Double(equipment)
            default: continue
            }
            // The last total of a message may stand in the scope of its only or last consignment.
            if total.consignment != nil, total.code != "16", isOverall(total, all) { continue }
            if (found - total.value).magnitude > 0.5 {
                log.error(
                    total.place,
                    "control total \(total.code) is \(FieldText.text(total.value)), read were \(FieldText.text(found)); "
                        + "look whether items are missing, the message is kept")
            }
        }
    }

    private func isOverall(_ total: Total, _ all: Sum) -> Bool {
        ((total.code == "7" ? all.grossKg : all.packages) - total.value).magnitude <= 0.5
    }

    private struct Sum {
        var grossKg = 0.0
        var packages = 0.0

        init(_ goods: [Declaration.Goods]) {
            for item in goods {
                grossKg += item.grossKg ?? 0
                packages += Double(item.packages ?? 0)
            }
        }
    }
}
