/// A value from outside that cannot be, and was left out: where it stood, what is wrong with it, what would be right.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// `containers[0].grossKg`; empty for the whole.
    public var field: String
    public var message: String

    public init(field: String, message: String) {
        self.field = field
        self.message = message
    }

    public var description: String { field.isEmpty ? message : "\(field): \(message)" }
}

/// Holds values against their bounds: those that cannot be are taken out and noted.
struct BoundsCheck {
    private(set) var refusals: [Refusal] = []

    mutating func refuse(_ field: String, _ message: String) {
        refusals.append(Refusal(field: field, message: message))
    }

    mutating func number(_ value: inout Double?, as quantity: Quantity, _ field: @autoclosure () -> String) {
        guard let number = value else { return }
        if let refusal = quantity.refusal(of: number) {
            refuse(field(), refusal)
            value = nil
        } else if number == 0 {
            // −0 would be printed as it is.
            value = 0
        }
    }

    mutating func number(_ value: inout Int?, as quantity: Quantity, _ field: @autoclosure () -> String) {
        guard let number = value, let refusal = quantity.refusal(of: number) else { return }
        refuse(field(), refusal)
        value = nil
    }

    mutating func time(_ value: inout Instant?, _ field: @autoclosure () -> String) {
        guard let refusal = value?.refusal else { return }
        refuse(field(), refusal)
        value = nil
    }

    mutating func text(_ value: inout String?, as bound: TextBound, _ field: @autoclosure () -> String) {
        guard let refusal = value.flatMap(bound.refusal) else { return }
        refuse(field(), refusal)
        value = nil
    }

    /// False, and noted, when a text without which the rest means nothing cannot be.
    mutating func holds(_ value: String, as bound: TextBound, _ field: @autoclosure () -> String) -> Bool {
        guard let refusal = bound.refusal(of: value) else { return true }
        refuse(field(), refusal)
        return false
    }
}
