/// What is wrong with a message; nothing of it is lost for that.
extension NCTSMessage {
    func check(_ log: inout ProblemLog) {
        checkParts(log: &log)
        checkTexts(root, &log)
        checkReferences(&log)
        checkRecipient(&log)
        let declared = root.first("messageType")
        if let declared, declared.text != type, !declared.text.isEmpty {
            log.error(declared.place, "\(quoted(declared.text)) in a \(type); give the type of the message")
        }
        guard type == "CC015C" || type == "CC013C", let consignment = root.first("Consignment") else { return }
        require(["grossMass", "HouseConsignment"], in: consignment, &log)
        for house in consignment.all("HouseConsignment") { require(["ConsignmentItem"], in: house, &log) }
        for item in consignment.all("HouseConsignment", "ConsignmentItem") {
            guard let commodity = item.first("Commodity") else {
                require(["Commodity"], in: item, &log)
                continue
            }
            require(["descriptionOfGoods"], in: commodity, &log)
        }
    }

    private func checkParts(log: inout ProblemLog) {
        guard !rules.parts.isEmpty else { return }
        var position = 0
        for child in root.children where !child.name.hasPrefix("@") && child.name != "Extensions" {
            guard let index = rules.parts.firstIndex(where: { $0.name == child.name }) else {
                let message = "no part of \(type); kept raw"
                rules.isToCustoms ? log.error(child.place, message) : log.warn(child.place, message)
                continue
            }
            if isOrdered, index < position {
                log.error(child.place, "stands behind \(rules.parts[position].name); put it before")
            }
            position = max(position, index)
        }
        for part in rules.parts {
            let found = root.all(part.name)
            if found.count < part.atLeast { log.error(head, "\(part.name) is missing") }
            if found.count > part.atMost, let last = found.last {
                log.error(last.place, "stands there \(found.count) times, at most \(part.atMost) may")
            }
        }
    }

    private func checkTexts(_ node: MessageNode, _ log: inout ProblemLog) {
        for child in node.children where !child.name.hasPrefix("@") {
            if let expected = NCTSRules.expectation(child.text, of: child.name, in: node.name), child.children.isEmpty {
                let found = child.text.isEmpty ? "is empty" : "\(quoted(child.text)) cannot be"
                log.error(child.place, "\(found); expected is \(expected)")
            }
            checkTexts(child, &log)
        }
    }

    private func checkReferences(_ log: inout ProblemLog) {
        guard !rules.parts.isEmpty, let operation = root.first("TransitOperation") else { return }
        require(rules.references, in: operation, &log)
        if let office = rules.office.flatMap({ root.first($0) }) { require(["referenceNumber"], in: office, &log) }
        let count = operation.all("MRN").count + operation.all("LRN").count
        if type == "CC013C" || type == "CC014C", count > 1 {
            log.error(operation.place, "MRN and LRN together; give the MRN, or the LRN as long as there is none")
        }
        if type == "CC013C", count == 0 { log.error(operation.place, "neither MRN nor LRN; give one of them") }
        if type == "CC014C", count == 0 {
            log.warn(operation.place, "neither MRN nor LRN; the cancelled declaration is not known")
        }
    }

    /// A trader's message goes to the administration of its office's country, `NTA.VN`.
    private func checkRecipient(_ log: inout ProblemLog) {
        guard rules.isToCustoms, let recipient = root.first("messageRecipient"), !recipient.text.isEmpty,
            let office = rules.office.flatMap({ root.first($0, "referenceNumber") }), office.text.count >= 2
        else { return }
        let expected = "NTA.\(office.text.prefix(2))"
        guard recipient.text != expected else { return }
        let message = "\(quoted(recipient.text)), but office \(quoted(office.text)) belongs to \(expected)"
        if recipient.text.hasPrefix("NTA.") || type == "CC007C" {
            log.error(recipient.place, message)
        } else {
            log.warn(recipient.place, message)
        }
    }

    private func require(_ names: [String], in node: MessageNode, _ log: inout ProblemLog) {
        for name in names where node.first(name) == nil { log.error(node.place, "\(name) is missing") }
    }
}
