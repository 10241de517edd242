import GateDomain

/// What a message has become when it ends.
extension EDIFACTMessage {
    /// Checks trailer and totals and hands over what was understood, whatever is wrong with it.
    mutating func end(
        _ trailer: EDIFACTSegment?, _ log: inout ProblemLog
    ) -> (declaration: Declaration?, notices: [DeclarationNotice]) {
        endGoods()
        endStatus()
        checkTrailer(trailer, &log)
        if role == .other { return (nil, receipt()) }
        if role == .unknown {
            log.error(
                head.place(2, 1),
                "\(quoted(type)) is no message that is known here; nothing of it is taken, keep the file")
            return (nil, [])
        }
        checkTotals(&log)
        finishParties()
        finishSplits()
        sayDoubts(&log)
        declaration.version = version
        for index in notices.indices { notices[index].version = version }
        if type == "CUSDEC" || type == "CUSRES", let customsReference {
            if ownReference == nil, type == "CUSDEC", !declaration.reference.isEmpty {
                ownReference = declaration.reference
            }
            declaration.reference = customsReference
        }
        if declaration.reference.isEmpty {
            declaration.reference = [interchange?[2], interchange?[5], head[1]].compactMap { $0 }.joined(separator: "/")
            log.warn(
                head.place(),
                "BGM gives no document number; \(quoted(declaration.reference)) is taken as reference")
        }
        if let ownReference, let customsReference, ownReference != customsReference {
            notices.append(
                DeclarationNotice(
                    reference: ownReference, version: version, kind: .linked, remark: type, also: customsReference))
        }
        let remark = "\(fullType), function \(function ?? "")"
        if role == .declaration || type == "IFTSTA", function == "1" || function == "3" {
            let cancelled = DeclarationNotice(
                reference: declaration.reference, version: version, kind: .cancelled, remark: remark,
                isUndated: isUndated)
            return (nil, [cancelled])
        }
        if type == "CUSRES" || (type == "IFTSTA" && declaration.containers.isEmpty) { return (nil, notices) }
        if function == "2" || function == "4" {
            let changed = DeclarationNotice(
                reference: declaration.reference, version: version, kind: .changed, remark: remark, change: declaration,
                isUndated: isUndated)
            return (nil, notices + [changed])
        }
        if !declaration.canBeMatched { log.warn(head.place(), Declaration.unmatchable) }
        return (declaration, notices)
    }

    /// A receipt says something of a declaration, but changes nothing.
    private func receipt() -> [DeclarationNotice] {
        guard type == "APERAK", !declaration.reference.isEmpty else { return [] }
        return [
            DeclarationNotice(reference: declaration.reference, version: version, kind: .noted, remark: fullType)
        ]
    }

    /// When it was prepared: as it says itself, or more exactly the interchange.
    private var time: Instant? {
        let sent = interchange.flatMap {
            FieldText.instant(digits: ($0[4] ?? "") + ($0[4, 2] ?? ""), format: nil, zone: zone)
        }
        guard let prepared else { return sent }
        guard isPreparedDate, let sent, sent > prepared, sent.seconds(since: prepared) < 86_400 else { return prepared }
        return sent
    }

    private var isUndated: Bool { time == nil }

    /// Of originals and replacements within one minute the replacement counts, so the second that no minute names is its.
    private var version: Int {
        let base = time.map(FieldText.version) ?? 1
        return ["2", "4", "5"].contains(function) && !hasSeconds && time != nil ? base + 1 : base
    }

    /// Weights of the parts in a box are the box's, when it has none of its own.
    private mutating func finishSplits() {
        for (index, weight) in splitKg where declaration.containers[index].grossKg == nil {
            declaration.containers[index].grossKg = weight
        }
    }

    private func sayDoubts(_ log: inout ProblemLog) {
        for doubt in doubts {
            guard case .ambiguous(let decimal, _, let mark) = WrittenNumber(doubt.raw) else { continue }
            let own = mark == "." ? style.isPointDecimal : style.isCommaDecimal
            let other = mark == "." ? style.isCommaDecimal : style.isPointDecimal
            if own, !other { continue }
            log.warn(doubt.place, NumberStyle.likely(doubt.raw, decimal))
        }
    }

    private func checkTrailer(_ trailer: EDIFACTSegment?, _ log: inout ProblemLog) {
        guard let trailer else {
            log.error(head.place(), "the message has no UNT; look whether it is complete, it is kept as far as it goes")
            return
        }
        if trailer[1].flatMap({ Int($0) }) != segments + 1 {
            log.error(
                trailer.place(1),
                "UNT counts \(quoted(trailer[1] ?? "")) segments, \(segments + 1) were read; the message is kept")
        }
        if trailer[2] != head[1] {
            log.error(
                trailer.place(2),
                "UNT names \(quoted(trailer[2] ?? "")), UNH \(quoted(head[1] ?? "")); give both the same reference")
        }
    }
}
