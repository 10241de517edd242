import CLibXML2
import GateDomain

/// An XML text as a tree, read by libxml2's pull reader: no document type, no entities, no network; depth and size are bounded.
struct XMLTree {
    /// As far as it was read; nil when there was no element.
    var root: MessageNode?
    /// Why reading stopped before the end.
    var fault: (place: String, message: String)?

    init(_ bytes: [UInt8], limits: ManifestLimits) {
        // Before libxml2 sees a byte of it.
        if let refusal = XMLScan(bytes).refusal(limits) {
            fault = ("", refusal)
            return
        }
        let failure = Failure()
        gate_xml_silence()
        bytes.withUnsafeBytes { buffer in
            let options =
                XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
                | XML_PARSE_BIG_LINES.rawValue
            guard
                let reader = xmlReaderForMemory(
                    buffer.bindMemory(to: CChar.self).baseAddress, Int32(clamping: buffer.count), nil, nil,
                    Int32(options))
            else {
                fault = ("", "no XML")
                return
            }
            defer { xmlFreeTextReader(reader) }
            // Called on this thread while the reader reads; `failure` outlives it.
            xmlTextReaderSetStructuredErrorHandler(
                reader,
                { context, error in
                    guard let context, let error = error?.pointee else { return }
                    Unmanaged<Failure>.fromOpaque(context).takeUnretainedValue().take(error)
                }, Unmanaged.passUnretained(failure).toOpaque())
            read(reader, limits)
            if fault == nil, let message = failure.message {
                fault = ("line \(failure.line)", "not well-formed XML (\(message)); kept as far as it goes")
            }
        }
        withExtendedLifetime(failure) {}
    }

    private mutating func read(_ reader: xmlTextReaderPtr, _ limits: ManifestLimits) {
        var open: [MessageNode] = []
        var elements = 0
        while xmlTextReaderRead(reader) == 1 {
            let line = Int(xmlGetLineNo(xmlTextReaderCurrentNode(reader)))
            switch UInt32(xmlTextReaderNodeType(reader)) {
            case XML_READER_TYPE_ELEMENT.rawValue:
                elements += 1
                guard open.count < limits.depth else {
                    fault = ("line \(line)", "nested deeper than \(limits.depth); not a declaration")
                    return
                }
                guard elements <= limits.elements else {
                    fault = ("line \(line)", "more than \(limits.elements) elements; split the file")
                    return
                }
                let node = MessageNode(name: Self.name(reader), line: line)
                let isEmpty = xmlTextReaderIsEmptyElement(reader) == 1
                while xmlTextReaderMoveToNextAttribute(reader) == 1, elements < limits.elements {
                    elements += 1
                    let attribute = MessageNode(name: "@" + Self.name(reader), line: line)
                    attribute.text = Self.value(reader)
                    if !Self.isNamespace(reader) { node.add(attribute) }
                }
                open.last?.add(node)
                if root == nil { root = node }
                if !isEmpty { open.append(node) }
            case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue:
                open.last?.text += Self.value(reader)
            case XML_READER_TYPE_END_ELEMENT.rawValue:
                if let node = open.popLast() { node.text = FieldText.trimmed(node.text) }
            case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
                fault = ("line \(line)", "document types and entities are not accepted; send the message without them")
                return
            default: break
            }
        }
        for node in open { node.text = FieldText.trimmed(node.text) }
    }

    private static func name(_ reader: xmlTextReaderPtr) -> String { text(xmlTextReaderConstLocalName(reader)) }
    private static func value(_ reader: xmlTextReaderPtr) -> String { text(xmlTextReaderConstValue(reader)) }
    private static func isNamespace(_ reader: xmlTextReaderPtr) -> Bool { xmlTextReaderIsNamespaceDecl(reader) == 1 }
    private static func text(_ pointer: UnsafePointer<xmlChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
}

/// The first error that libxml2 reports.
private final class Failure {
    private(set) var message: String?
    private(set) var line = 0

    func take(_ error: xmlError) {
        guard message == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        message = error.message.map { FieldText.trimmed(String(cString: $0)) } ?? "error \(error.code)"
        line = Int(error.line)
    }
}
