import unittest

from app.orders import InvalidOrder, check_order


class CheckOrder(unittest.TestCase):
    def test_accepts_an_item_and_a_quantity(self):
        self.assertEqual(check_order({"item": " Lamp ", "quantity": 3}), ("Lamp", 3))

    def test_refuses_what_is_not_an_order(self):
        quantities: list[object] = [0, True, 10_001, "3"]
        bodies: list[object] = [None, [], {}, {"item": ""}]
        for body in bodies + [{"item": "Lamp", "quantity": quantity} for quantity in quantities]:
            with self.subTest(body=body), self.assertRaises(InvalidOrder):
                check_order(body)


if __name__ == "__main__":
    unittest.main()
