import Foundation
import GateDomain

/// Takes typed fields out of a parsed JSON object; notes what is not of its type and goes on.
struct FieldReader {
    struct Note {
        var path: String
        var message: String
    }

    private var object: [String: Any]
    private let path: String
    private let zone: SenderZone
    private(set) var notes: [Note] = []
    private var kept: [String: String] = [:]

    init(object: [String: Any], path: String, zone: SenderZone = .utc) {
        self.object = object
        self.path = path
        self.zone = zone
    }

    /// Fields that nobody has asked for, as text.
    var rest: [String: String] {
        var texts = kept
        for (key, value) in object {
            if let text = value as? String {
                texts[path + key] = text
            } else if let data = try? JSONSerialization.data(
                withJSONObject: value, options: [.sortedKeys, .fragmentsAllowed])
            {
                texts[path + key] = String(decoding: data, as: UTF8.self)
            }
        }
        return texts
    }

    /// Unknown fields of an object inside this one, to stand among its own.
    mutating func keep(_ texts: [String: String]) { kept.merge(texts) { first, _ in first } }

    mutating func note(_ key: String, _ message: String) { notes.append(Note(path: path + key, message: message)) }

    /// Whether a field is there, whatever it holds.
    func has(_ key: String) -> Bool { object[key] != nil }

    mutating func text(_ key: String) -> String? {
        guard let value = take(key) else { return nil }
        if let text = value as? String { return text.isEmpty ? nil : text }
        if let number = value as? NSNumber, !(value is Bool) { return number.stringValue }
        note(key, "text expected")
        return nil
    }

    /// A number, or a text that is one; never negative.
    mutating func number(_ key: String) -> Double? {
        guard let number = signed(key) else { return nil }
        guard number >= 0 else {
            note(key, "\(number) is negative")
            return nil
        }
        return number
    }

    /// A number, or a text that is one.
    mutating func signed(_ key: String) -> Double? {
        guard let value = take(key) else { return nil }
        if let number = (value as? NSNumber)?.doubleValue, number.isFinite { return number }
        guard let text = value as? String else {
            note(key, "number expected")
            return nil
        }
        switch NumberStyle().read(text) {
        case .number(let number), .likely(let number): return number
        case .unclear(let first, let second): note(key, NumberStyle.doubt(text, first, second))
        case .none: note(key, "number expected")
        }
        return nil
    }

    mutating func integer(_ key: String) -> Int? {
        guard let number = number(key) else { return nil }
        guard let integer = Int(exactly: number) else {
            note(key, "whole number expected, found \(number)")
            return nil
        }
        return integer
    }

    /// A time, of the sender's clock when it has no zone; a date alone begins or ends its day.
    mutating func instant(_ key: String, endOfDay: Bool = false) -> Instant? {
        guard let text = text(key) else { return nil }
        guard let instant = FieldText.instant(text, endOfDay: endOfDay, zone: zone) else {
            note(key, "\"\(text)\" is no RFC 3339 time such as 2026-03-02T01:00:00Z")
            return nil
        }
        return instant
    }

    mutating func word<T: RawRepresentable>(_ key: String, as type: T.Type, known: String) -> T?
    where T.RawValue == String {
        guard let text = text(key) else { return nil }
        guard let value = T(rawValue: text.lowercased()) else {
            note(key, "\"\(text)\" is not one of \(known)")
            return nil
        }
        return value
    }

    /// Plates in one text, the tractor's first.
    mutating func plates(_ key: String) -> [Plate] {
        guard let text = text(key) else { return [] }
        let plates = PlateText.plates(text)
        if plates.isEmpty { note(key, "\"\(text)\" has no letter or digit") }
        return plates
    }

    /// An array of texts.
    mutating func texts(_ key: String) -> [String] {
        guard let value = take(key) else { return [] }
        guard let texts = value as? [String] else {
            note(key, "array of texts expected")
            return []
        }
        return texts
    }

    /// Texts by name, as they were kept raw before.
    mutating func raw(_ key: String) -> [String: String] {
        guard let object = object[key] as? [String: String] else { return [:] }
        self.object[key] = nil
        return object
    }

    /// The object under a key, read by `body`; its notes and its unknown fields are taken over.
    mutating func nested<T>(_ key: String, other: inout [String: String], _ body: (inout FieldReader) -> T) -> T? {
        guard let value = take(key) else { return nil }
        guard let object = value as? [String: Any] else {
            note(key, "object expected")
            return nil
        }
        return read(object, "\(path)\(key).", &other, body)
    }

    /// The array of objects under a key.
    mutating func list<T>(_ key: String, other: inout [String: String], _ body: (inout FieldReader) -> T?) -> [T] {
        guard let value = take(key) else { return [] }
        guard let items = value as? [Any] else {
            note(key, "array expected")
            return []
        }
        return items.enumerated().compactMap { index, item in
            guard let object = item as? [String: Any] else {
                note("\(key)[\(index)]", "object expected")
                return nil
            }
            return read(object, "\(path)\(key)[\(index)].", &other, body)
        }
    }

    private mutating func read<T>(
        _ object: [String: Any], _ path: String, _ other: inout [String: String], _ body: (inout FieldReader) -> T
    ) -> T {
        var reader = FieldReader(object: object, path: path, zone: zone)
        let result = body(&reader)
        notes += reader.notes
        other.merge(reader.rest) { first, _ in first }
        return result
    }

    private mutating func take(_ key: String) -> Any? {
        guard let value = object.removeValue(forKey: key), !(value is NSNull) else { return nil }
        return value
    }
}
