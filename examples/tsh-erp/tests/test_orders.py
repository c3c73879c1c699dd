import unittest

from app.orders import InvalidOrder, check_order


class CheckOrder(unittest.TestCase):
    def test_accepts_an_item_and_a_quantity(self):
        self.assertEqual(check_order({"item": " Lamp ", "quantity": 3}), ("Lamp", 3))

    def test_refuses_what_is_not_an_order(self):
        for body in [None, [], {}, {"item": ""}, {"item": "Lamp", "quantity": 0}, {"item": "Lamp", "quantity": True}]:
            with self.subTest(body=body), self.assertRaises(InvalidOrder):
                check_order(body)


if __name__ == "__main__":
    unittest.main()
